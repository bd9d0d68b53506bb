import Ledger
import Pricing

/// What one unit of a currency is worth in USD on one day.
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

  /// Makes the book of the rows recorded by `knownAt`; of rows of one day, the last recorded counts.
  package init(
    _ rows: [DatedRow<CurrencyRate>], knownAt: Instant?,
    faults: inout [(fault: BookFault, place: Place)]
  ) {
    let histories = Pricing.histories(
      rows, knownAt: knownAt, key: { Key(currency: $0.currency, day: $0.day) },
      what: { "\($0.currency) on \($0.day)" }, allowsOverlap: true, faults: &faults)
    rates = histories.compactMapValues { $0.entries.last?.value.usdTrillionths }
  }

  /// An amount in USD, or why there is none.
  enum Conversion: Hashable {
    case usd(Money)
    /// No rate for the day: the amount is not known in USD.
    case unknown
    /// The product needs more than 18 decimals.
    case inexact
  }

  /// Returns `amount` of `currency` in USD on `day`; blank is USD.
  func convert(_ amount: Money, of currency: Name, on day: Day) -> Conversion {
    if currency.isEmpty || currency == "USD" { return .usd(amount) }
    guard let rate = rates[Key(currency: currency, day: day)] else { return .unknown }
    let (product, overflow) = amount.attodollars.multipliedReportingOverflow(by: rate)
    let (usd, rest) = product.quotientAndRemainder(dividingBy: powerOfTen(CurrencyRate.decimals))
    return overflow || rest != 0 ? .inexact : .usd(Money(attodollars: usd))
  }
}
