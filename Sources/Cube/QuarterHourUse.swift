import Ledger

/// The usage of vendors by quarter hour and rate: the ledger's side when Assay explains a bill.
///
/// The offset of every zone is a multiple of a quarter hour, so these rows give the days of any zone. They hold every
/// readable row of the ledger, whatever the reported period: duplicates and conflicts too, apart from the others.
package struct QuarterHourUse: Sendable {
  /// The common values of rows; each once.
  package let rates: [UseRate]
  /// Some per quarter hour of the start, of the end, rate and standing that has use; in no order that matters.
  package let rows: [UseRow]

  /// A sum left the range of Int64: the rows cannot be used.
  package let hasOverflowed: Bool
  /// The slice of the largest requests whose slice was not known yet.
  package var slice = LargestRequest.laterSlice

  package init(rates: [UseRate], rows: [UseRow], hasOverflowed: Bool = false) {
    self.rates = rates
    self.rows = rows
    self.hasOverflowed = hasOverflowed
  }
}

/// The common values of requests that were rated alike.
package struct UseRate: Hashable, Sendable {
  package let provider: Name
  /// After aliases, as in `facts.csv`.
  package let model: Name
  /// Empty unless a FOCUS file is cut by it.
  package let tier: Name
  /// Empty unless a FOCUS file is wanted.
  package let service: Name
  /// `standard` where the ledger names none.
  package let serviceTier: Name
  /// The region by which prices were looked for; empty is none.
  package let region: Name
  /// The threshold of the context band by which the requests were rated; 0 is the base band.
  package let contextOver: Int64
  package let status: RequestStatus
  package let isBYOK: Bool
  /// True if the requests have no price: they count with their quantities, and cost 0.
  package let isUnpriced: Bool
  /// Per unit class, by its raw value, the price of one unit; nil where there is none.
  ///
  /// Empty without any.
  package let prices: [Money?]
  /// The account, or the user where there is none; empty unless a FOCUS file is cut by it.
  package let account: Name
  /// Per unit class, by its raw value, the book rows of the price as file:line; empty unless a FOCUS file is wanted.
  package let priceRows: [Name]

  package init(
    provider: Name, model: Name, tier: Name, service: Name, serviceTier: Name, region: Name,
    contextOver: Int64, status: RequestStatus, isBYOK: Bool, isUnpriced: Bool, prices: [Money?],
    account: Name = .empty, priceRows: [Name] = []
  ) {
    self.provider = provider
    self.model = model
    self.tier = tier
    self.service = service
    self.serviceTier = serviceTier
    self.region = region
    self.contextOver = contextOver
    self.status = status
    self.isBYOK = isBYOK
    self.isUnpriced = isUnpriced
    self.prices = prices
    self.account = account
    self.priceRows = priceRows
  }
}

/// The requests of one rate that started in one quarter hour.
package struct UseRow: Hashable, Sendable {
  /// The start, in quarter hours since 1970 in UTC.
  package let quarterHour: Int32
  /// The same of the end; another than the start only for requests that ended on another day of some bill's zone.
  package let endQuarterHour: Int32
  /// An index into `QuarterHourUse.rates`.
  package let rate: Int32
  package let standing: Standing
  // What each request of a row changes lies together, quantities of text last.
  package var requests: Int64
  /// The one of the largest cost; it may be one that was subtracted again.
  package var largest: LargestRequest
  package var quantities: Quantities

  package init(
    quarterHour: Int32, endQuarterHour: Int32, rate: Int32, standing: Standing, requests: Int64,
    quantities: Quantities, largest: LargestRequest = .none
  ) {
    self.quarterHour = quarterHour
    self.endQuarterHour = endQuarterHour
    self.rate = rate
    self.standing = standing
    self.requests = requests
    self.quantities = quantities
    self.largest = largest
  }

  /// The standing of rows: counted, or repeats of others.
  package enum Standing: UInt8, Hashable, Sendable {
    case counted, duplicate, conflict
  }

  private static let nanosecondsPerQuarterHour: Int64 = 900 * Instant.nanosecondsPerSecond

  /// Returns the quarter hour that holds an instant, counted from 1970 in UTC.
  @inline(__always)
  package static func quarterHour(of instant: Instant) -> Int32 {
    let (quotient, rest) = instant.nanoseconds.quotientAndRemainder(
      dividingBy: nanosecondsPerQuarterHour)
    return Int32(truncatingIfNeeded: rest < 0 ? quotient - 1 : quotient)
  }

  /// Returns the first instant of a quarter hour.
  package static func instant(ofQuarterHour quarterHour: Int32) -> Instant {
    Instant(nanoseconds: Int64(quarterHour) * nanosecondsPerQuarterHour)
  }
}

extension QuarterHourUse {
  /// Returns what the requests of a row used of a class, as rated: exact; a request is 1 of class `request`, if it has a fee.
  ///
  /// - Returns: the quantity, seconds in nanoseconds, and its cost, which is 0 without a price.
  package func use(of unitClass: UnitClass, in row: UseRow) -> (quantity: Int64, cost: Money) {
    let rate = rates[Int(row.rate)]
    let price = rate.isUnpriced ? nil : rate.prices[unitClass.rawValue]
    if unitClass == .request {
      guard let price else { return (0, .zero) }
      return (row.requests, price * row.requests)
    }
    let quantity = row.quantities[unitClass]
    guard let price, quantity != 0 else { return (quantity, .zero) }
    let product = price.attodollars * Int128(quantity)
    return (quantity, Money(attodollars: product / Int128(unitClass.quantityPerUnit)))
  }
}
