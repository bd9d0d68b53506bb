/// A row of `revenue-waterfall.csv`: the sales of one month, and the part of them that another month recognised.
///
/// Months since January of year 0; amounts in 10⁻¹⁸ USD.
package struct WaterfallRow: Hashable, Sendable {
  package let soldMonth: Int32
  package let month: Int32
  package var realised: Int128 = 0
  package var breakage: Int128 = 0
  package var refunded: Int128 = 0
  /// At the end of `month`.
  package var stillDeferred: Int128 = 0

  package init(soldMonth: Int32, month: Int32) {
    self.soldMonth = soldMonth
    self.month = month
  }

  /// Returns the rows of some months with an amount other than 0, by month of sale and month.
  ///
  /// - Parameter postings: all since the first event.
  package static func rows(
    _ postings: [RevenuePosting], months: Range<Int32>
  ) -> [WaterfallRow] {
    var changes: [Int32: [Int32: WaterfallRow]] = [:]
    for posting in postings {
      let (sold, month) = (posting.soldMonth, posting.month)
      changes[sold, default: [:]][month, default: WaterfallRow(soldMonth: sold, month: month)]
        .add(posting)
    }
    return changes.keys.sorted().flatMap { sold in
      WaterfallRow.rows(changes[sold] ?? [:], soldIn: sold, months: months)
    }
  }

  /// The rows of one month of sale; a change holds what its month added to the deferred amount.
  private static func rows(
    _ changes: [Int32: WaterfallRow], soldIn sold: Int32, months: Range<Int32>
  ) -> [WaterfallRow] {
    var deferred: Int128 = 0
    var rows: [WaterfallRow] = []
    for month in sold..<max(sold, months.upperBound) {
      var row = changes[month] ?? WaterfallRow(soldMonth: sold, month: month)
      deferred += row.stillDeferred
      row.stillDeferred = deferred
      if months.contains(month) && !row.isZero { rows.append(row) }
    }
    return rows
  }

  private var isZero: Bool {
    realised == 0 && breakage == 0 && refunded == 0 && stillDeferred == 0
  }

  private mutating func add(_ posting: RevenuePosting) {
    switch posting.kind {
    case .sold: stillDeferred += posting.usd
    case .realised:
      realised += posting.usd
      stillDeferred -= posting.usd
    case .breakage:
      breakage += posting.usd
      stillDeferred -= posting.usd
    case .refunded:
      refunded += posting.usd
      stillDeferred -= posting.usd
    // A transfer keeps the month of sale: what leaves one source arrives at another.
    case .transferred: stillDeferred += posting.usd
    }
  }
}
