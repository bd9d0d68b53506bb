import Ledger

/// Totals of all items that are in a bill beside the items: the same costs twice.
struct BillTotalLines {
  private var sums: [Key: Sum] = [:]

  private struct Key: Hashable {
    let bill: BillKey
    let period: Validity
  }

  private struct Sum {
    var items = Money.zero
    var totals = Money.zero
    var tolerance = Tolerance.zero
    var firstItem: Place?
  }

  /// The formats of which files have both.
  static func formats(of files: [ScannedFile]) -> Set<Name> {
    Set(files.filter(\.hasTotals).map(\.file.format.name))
      .intersection(files.filter(\.hasItems).map(\.file.format.name))
  }

  /// Adds a line that would count if there were no totals.
  mutating func add(_ line: BillLine, role: RawBillLine.Role) {
    let key = Key(bill: line.bill, period: line.period)
    if role == .line { return }
    var sum = sums[key] ?? Sum()
    if role == .item {
      sum.items = sum.items + line.countedAmount
      if sum.firstItem == nil { sum.firstItem = line.place }
    } else {
      sum.totals = sum.totals + line.countedAmount
    }
    sum.tolerance = sum.tolerance + line.tolerance
    sums[key] = sum
  }

  /// The relation of a total to the items of its period.
  enum Relation: Hashable {
    /// There are no items: the total counts.
    case alone
    case equal
    case differs(total: Money, items: Money, firstItem: Place)
  }

  /// Returns the relation of a total line to the items of its period.
  func relation(of line: BillLine) -> Relation {
    let key = Key(bill: line.bill, period: line.period)
    guard let sum = sums[key], let first = sum.firstItem else { return .alone }
    if sum.tolerance.covers(sum.totals - sum.items) { return .equal }
    return .differs(total: sum.totals, items: sum.items, firstItem: first)
  }
}
