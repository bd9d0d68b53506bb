import Cube
import Ledger

/// The periods of a bill to which a set of rows assigns each row.
struct RowPeriods: Sendable {
  private let periods: BillPeriods
  private let isByEnd: Bool
  /// For days of another zone: each period there, in time order, with its index.
  private let moved: [(period: Validity, index: Int)]?

  /// - Parameter zone: that of the bill.
  init(_ periods: BillPeriods, in zone: ReportingZone, of set: BilledRowRules) {
    self.periods = periods
    isByEnd = set == .byEnd
    if case .daysOf(let other) = set {
      moved = periods.moved(from: zone, to: other).enumerated().compactMap { index, period in
        period.map { ($0, index) }
      }
    } else {
      moved = nil
    }
  }

  /// Returns the index of the period of a row; nil where it is in none.
  func index(of row: UseRow) -> Int? {
    guard let moved else {
      return periods.index(of: isByEnd ? row.endQuarterHour : row.quarterHour)
    }
    let instant = UseRow.instant(ofQuarterHour: row.quarterHour)
    let end = moved.indices.partitionPoint { moved[$0].period.from <= instant }
    guard end > 0, moved[end - 1].period.contains(instant) else { return nil }
    return moved[end - 1].index
  }
}
