/// The value of movements by month and source, and the value in transit between accounts.
struct RevenueBook {
  /// The month of the first line, as months since January of year 0; nil while there is none.
  private(set) var firstMonth: Int?
  /// One per month from the first and source, in order of month and source.
  private(set) var cells: [RevenueCell] = []
  /// The value that left an account and has not arrived, by number of the transfer id: by month of sale, the oldest first.
  private var inTransit: [UInt32: [SaleMonth]] = [:]

  /// Changes the line of a source in a month, given as months since January of year 0.
  @inline(__always)
  mutating func book(
    _ source: GrantSource, in month: Int, _ change: (inout RevenueCell) -> Void
  ) {
    let first = firstMonth ?? month
    firstMonth = first
    precondition(month >= first, "the first grant is earlier than every movement")
    let index = (month - first) * RevenueBook.width + Int(source.rawValue)
    while cells.count <= index { cells.append(RevenueCell()) }
    change(&cells[index])
  }

  static let width = GrantSource.allCases.count

  /// Puts value that was sold in one month into transit under a transfer id.
  mutating func send(_ worth: Int128, soldIn month: Int32, transfer: UInt32) {
    var shares = inTransit.removeValue(forKey: transfer) ?? []
    let place = shares.firstIndex { $0.month >= month } ?? shares.count
    if place < shares.count, shares[place].month == month {
      shares[place].usd += worth
    } else {
      shares.insert(SaleMonth(month: month, usd: worth), at: place)
    }
    inTransit[transfer] = shares
  }

  /// Takes all value in transit under a transfer id: by month of sale, the oldest first.
  mutating func receive(transfer: UInt32) -> [SaleMonth] {
    let shares = inTransit.removeValue(forKey: transfer) ?? []
    return shares.filter { $0.usd != 0 }
  }

  /// True if postings sum to the amounts of each month and source.
  func agrees(with postings: [RevenuePosting]) -> Bool {
    guard let first = firstMonth else { return postings.isEmpty }
    var rest = cells
    for posting in postings {
      let index = (Int(posting.month) - first) * RevenueBook.width + Int(posting.source.rawValue)
      guard rest.indices.contains(index) else { return false }
      switch posting.kind {
      case .sold: rest[index].sold -= posting.usd
      case .realised: rest[index].realised -= posting.usd
      case .breakage: rest[index].breakage -= posting.usd
      case .refunded: rest[index].refunded -= posting.usd
      case .transferred: rest[index].transferred -= posting.usd
      }
    }
    return rest.allSatisfy(\.isZero)
  }

  /// All value in transit, in 10⁻¹⁸ USD.
  var totalInTransit: Int128 {
    inTransit.values.reduce(0) { sum, shares in shares.reduce(sum) { $0 + $1.usd } }
  }
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
