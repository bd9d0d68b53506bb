import Ledger
import Reconciliation

/// The words on rows that could not be read: of a run with a period they are of the whole ledger, as the day of such a
/// row may not be known.
enum RejectedRowsText {
  /// Returns the number of rows, as `12 rows of the whole ledger`.
  static func subject(_ rows: RowCounts) -> String {
    Figures.count(rows.rejected, "row") + (isOfWholeLedger(rows) ? " of the whole ledger" : "")
  }

  /// Returns the sentence that the period of the rows is unknown, with a space behind it; empty where all usage is
  /// reported.
  static func period(_ rows: RowCounts) -> String {
    guard isOfWholeLedger(rows), rows.rejected > 0 else { return "" }
    return (rows.rejected == 1 ? "It" : "They") + " may be of any period. "
  }

  private static func isOfWholeLedger(_ rows: RowCounts) -> Bool { rows.outsidePeriod > 0 }
}
