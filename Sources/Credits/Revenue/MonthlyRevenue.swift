import Ledger

extension RevenueBook {
  /// Returns the rows of `deferred-revenue.csv` through a month, given as months since January of year 0.
  ///
  /// One per month and source with an amount other than 0.
  func rows(through last: Int) -> [DeferredRevenueRow] {
    guard let first = firstMonth, first <= last else { return [] }
    var rows: [DeferredRevenueRow] = []
    var sums = Array(repeating: RevenueCell(), count: RevenueBook.width)
    for month in first...last {
      for source in GrantSource.allCases {
        let index = (month - first) * RevenueBook.width + Int(source.rawValue)
        let cell = index < cells.count ? cells[index] : RevenueCell()
        let opening = sums[Int(source.rawValue)].deferred
        sums[Int(source.rawValue)].add(cell)
        let sum = sums[Int(source.rawValue)]
        if cell.isZero && opening == 0 { continue }
        rows.append(
          DeferredRevenueRow(month: month, source: source, opening: opening, cell: cell, sum: sum))
      }
    }
    return rows
  }

  /// All changes of all months, by source.
  var totals: [RevenueCell] {
    var sums = Array(repeating: RevenueCell(), count: RevenueBook.width)
    for (index, cell) in cells.enumerated() { sums[index % RevenueBook.width].add(cell) }
    return sums
  }
}

extension RevenueCell {
  fileprivate mutating func add(_ other: RevenueCell) {
    sold += other.sold
    realised += other.realised
    breakage += other.breakage
    refunded += other.refunded
    transferred += other.transferred
    credits += other.credits
    seenExpired += other.seenExpired
    seenPaid += other.seenPaid
  }
}

extension DeferredRevenueRow {
  fileprivate init(
    month: Int, source: GrantSource, opening: Int128, cell: RevenueCell, sum: RevenueCell
  ) {
    self.init(month: Month(number: month), source: source)
    self.opening = opening
    sold = cell.sold
    realised = cell.realised
    breakage = cell.breakage
    refunded = cell.refunded
    transferred = cell.transferred
    closing = sum.deferred
    closingCredits = sum.credits
    seenExpired = sum.seenExpired
    seenPaid = sum.seenPaid
  }
}
