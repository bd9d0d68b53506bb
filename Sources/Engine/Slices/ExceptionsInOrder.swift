import Ledger
import Reconciliation

/// The findings of rows that are read again in ledger order, which is the order of the list.
package struct ExceptionsInOrder {
  private let rows: RowList<ExceptionRow>
  private var next = 0
  /// The first row of the list that was not requested.
  private var waiting: Located<ExceptionRow>?

  package init(_ exceptions: RowList<ExceptionRow>) {
    rows = exceptions
    waiting = rows.first
  }

  /// Returns whether a row repeats another, and what explains its figures.
  ///
  /// Rows are requested in their order, each once; those without a finding may be left out.
  package mutating func of(_ location: RowLocation) -> (isRepeated: Bool, diagnosis: Diagnosis?) {
    var found: (isRepeated: Bool, diagnosis: Diagnosis?) = (false, nil)
    while let row = waiting, row.row.location == location {
      if row.row.kind == .duplicate || row.row.kind == .conflict { found.isRepeated = true }
      if found.diagnosis == nil { found.diagnosis = row.row.diagnosis }
      next += 1
      waiting = next < rows.count ? rows[next] : nil
    }
    return found
  }
}
