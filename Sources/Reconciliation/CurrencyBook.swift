import Ledger
import Pricing

/// The value of one unit of a currency in USD on one day.
package struct CurrencyRate: Hashable, Sendable {
  package let currency: Name
  package let day: Day
  /// Times 10⁻¹².
  package let usdTrillionths: Int128

  package init(currency: Name, day: Day, usdTrillionths: Int128) {
    self.currency = currency
    self.day = day
    self.usdTrillionths = usdTrillionths
  }

  package static let decimals = 12
}

/// The rates at which recorded costs in other currencies are compared, by day.
package struct CurrencyBook: Sendable {
  private struct Key: Hashable {
    let currency: Name
    let day: Day
  }

  private let rates: [Key: Int128]
  /// The rows recorded after the known-at instant.
  private let later: [DatedRow<CurrencyRate>]

  /// Makes the book of the rows recorded by `knownAt`; of rows of one day, the last recorded counts.
  package init(
    _ rows: [DatedRow<CurrencyRate>], knownAt: Instant?,
    faults: inout [BookProblem]
  ) {
    let histories = Pricing.histories(
      rows, knownAt: knownAt, key: { Key(currency: $0.currency, day: $0.day) },
      what: { "\($0.currency) on \($0.day)" }, allowsOverlap: true, faults: &faults)
    rates = histories.compactMapValues { $0.entries.last?.value.usdTrillionths }
    later = rows.filter { !$0.isKnown(at: knownAt) }
  }

  /// When in `zone`, in which costs have their days, a rate begins or ends.
  package func boundaries(in zone: ReportingZone) -> [Instant] {
    let days = Set(rates.keys.lazy.map(\.day))
    return days.union(days.map { $0 + 1 }).map(zone.start)
  }

  /// Returns the first row that would convert `currency` on `day`, had it not been recorded later than what is known; nil
  /// where there is none.
  package func notKnown(_ currency: Name, on day: Day) -> OutOfForce<CurrencyRate>? {
    later.filter { $0.value.currency == currency && $0.value.day == day }
      .firstNotKnown(at: Instant(startOf: day))
  }

  /// An amount in USD, or why there is none.
  enum Conversion: Hashable {
    case usd(Money)
    /// No rate for the day: the amount is not known in USD.
    case unknown
    /// The product is more than a row may record.
    case tooLarge
  }

  /// Returns the value of one unit of `currency` on `day`, in 10⁻¹² USD.
  ///
  /// Nil for USD and without a rate.
  package func usdTrillionths(of currency: Name, on day: Day) -> Int128? {
    currency.isEmpty || currency == "USD" ? nil : rates[Key(currency: currency, day: day)]
  }

  /// Returns `amount` of `currency` in USD on `day`, cut off at 18 decimals; blank is USD.
  func convert(_ amount: Money, of currency: Name, on day: Day) -> Conversion {
    if currency.isEmpty || currency == "USD" { return .usd(amount) }
    guard let rate = rates[Key(currency: currency, day: day)] else { return .unknown }
    // The product may need more than 128 bits before it is divided.
    let divisor = UInt128(powerOfTen(CurrencyRate.decimals))
    let product = amount.attodollars.magnitude.multipliedFullWidth(by: UInt128(rate))
    guard product.high < divisor else { return .tooLarge }
    let usd = divisor.dividingFullWidth(product).quotient
    guard usd <= UInt128(Money.rowLimit.attodollars) else { return .tooLarge }
    return .usd(Money(attodollars: amount.attodollars < 0 ? -Int128(usd) : Int128(usd)))
  }
}
