import Ledger

/// The value of movements by month and source, and the value in transit between accounts.
struct RevenueBook {
  private var clock: MonthClock
  /// The month of the first line, as months since January of year 0; nil while there is none.
  private(set) var firstMonth: Int?
  /// One per month from the first and source, in order of month and source.
  private(set) var cells: [RevenueCell] = []
  /// The value that left an account and has not arrived, in 10⁻¹⁸ USD, by number of the transfer id.
  private var inTransit: [UInt32: Int128] = [:]

  init(_ clock: MonthClock) {
    self.clock = clock
  }

  /// Changes the line of a source in the month of an instant.
  @inline(__always)
  mutating func book(
    _ source: GrantSource, at instant: Int64, _ change: (inout RevenueCell) -> Void
  ) {
    let month = clock.number(at: instant)
    let first = firstMonth ?? month
    firstMonth = first
    precondition(month >= first, "the first grant is earlier than every movement")
    let index = (month - first) * RevenueBook.width + Int(source.rawValue)
    while cells.count <= index { cells.append(RevenueCell()) }
    change(&cells[index])
  }

  static let width = GrantSource.allCases.count

  /// Moves value from a source into transit under a transfer id.
  mutating func send(_ worth: Int128, from source: GrantSource, transfer: UInt32, at instant: Int64)
  {
    if worth == 0 { return }
    book(source, at: instant) { $0.transferred -= worth }
    book(.transfer, at: instant) { $0.transferred += worth }
    inTransit[transfer, default: 0] += worth
  }

  /// Takes all value in transit under a transfer id.
  mutating func receive(transfer: UInt32) -> Int128 {
    inTransit.removeValue(forKey: transfer) ?? 0
  }

  /// All value in transit, in 10⁻¹⁸ USD.
  var totalInTransit: Int128 { inTransit.values.reduce(0, +) }
}

/// The changes of one source in one month.
///
/// Amounts in 10⁻¹⁸ USD.
struct RevenueCell {
  var sold: Int128 = 0
  var realised: Int128 = 0
  var breakage: Int128 = 0
  var refunded: Int128 = 0
  var transferred: Int128 = 0
  /// The change of the credits left, in microcredits.
  var credits: Int128 = 0
  /// The value lost at their ends and the payment of the grants that ended.
  var seenExpired: Int128 = 0
  var seenPaid: Int128 = 0

  /// The change of the deferred amount.
  var deferred: Int128 { sold - realised - breakage - refunded + transferred }

  var isZero: Bool {
    sold == 0 && realised == 0 && breakage == 0 && refunded == 0 && transferred == 0
  }
}
