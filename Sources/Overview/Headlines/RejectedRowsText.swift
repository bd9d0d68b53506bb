import Ledger
import Reconciliation
import Reports

/// The words on rows that could not be read: of a run with a period they are of the whole ledger, as the day of such a
/// row may not be known.
enum RejectedRowsText {
  /// Returns the number of rows, as `12 rows of the whole ledger`.
  static func subject(_ rows: RowCounts) -> String {
    Figures.count(rows.rejected, "row") + (isOfWholeLedger(rows) ? " of the whole ledger" : "")
  }

  /// Returns the number of rows that may be of some days: their text names one of these, or none at all.
  ///
  /// - Parameter days: nil without usage.
  static func count(_ input: ReportInput, in days: ClosedRange<Day>?) -> Int64 {
    guard isOfWholeLedger(input.rows), let days else { return input.rows.rejected }
    let others = input.rejects.count { found in
      let named = DaysInText.days(in: found.row.text)
      return !named.isEmpty && !named.contains(where: days.contains)
    }
    return max(0, input.rows.rejected - Int64(others))
  }

  /// Returns the sentence that the period of the rows is unknown, with a space behind it; empty where all usage is
  /// reported.
  static func period(_ rows: RowCounts) -> String {
    guard isOfWholeLedger(rows), rows.rejected > 0 else { return "" }
    return (rows.rejected == 1 ? "It" : "They") + " may be of any period. "
  }

  private static func isOfWholeLedger(_ rows: RowCounts) -> Bool { rows.outsidePeriod > 0 }
}
