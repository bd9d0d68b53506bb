import Ledger

/// The lines of bills as they were first given, as long as they are few: they need not be read again.
struct BillLineCache {
  /// Nil where there are too many.
  private(set) var all: [ListedBillLine]? = []

  /// About 8 MB.
  private static let limit = 10_000

  mutating func add(_ line: ListedBillLine) {
    if all?.count == BillLineCache.limit { all = nil }
    all?.append(line)
  }

  /// Gives the lines once more.
  ///
  /// - Parameter numbersLines: lines that recur are given as such, not whole.
  static func give(
    _ lines: [ListedBillLine], numbersLines: Bool, to give: (ListedBillLine) -> Void
  ) {
    if numbersLines { return lines.forEach(give) }
    var whole = WholeBillLines()
    for line in lines { give(.line(whole.line(line), number: nil)) }
  }
}

/// Makes lines that recur whole, from the earlier line of their number.
package struct WholeBillLines {
  private var numbered: [Int: BillLine] = [:]

  package init() {}

  /// Returns a line with all of its fields; lines are passed in their order.
  package mutating func line(_ given: ListedBillLine) -> BillLine {
    switch given {
    case .line(let line, let number):
      if let number { numbered[number] = line }
      return line
    case .again(let again):
      guard var line = numbered[again.number] else {
        preconditionFailure("a number that was given")
      }
      line.period = again.period
      line.quantity = again.quantity
      line.amountAsBilled = again.amountAsBilled
      line.amount = again.amount
      line.tolerance = again.tolerance
      line.standing = again.standing
      line.place = Place(file: line.place.file, line: again.line)
      return line
    }
  }
}
