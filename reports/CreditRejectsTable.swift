import Ledger
import Reconciliation
import Tables

/// `credit-rejects.csv`: the rows of the credit ledger that Assay rejected, each as it is in its file.
package enum CreditRejectsTable {
  /// The columns, in order.
  package static let columns: [Column] = [
    .creditFile, .creditLine,
    .text("column", "Column with the fault; blank when it is the whole row."),
    .text("code", "Kind of fault."),
    .text("message", "Error and expected value."),
    .text("text", "The row as written in the file."),
    .text("text_encoding", "utf8, or base64 where the row is not UTF-8."),
  ]

  /// Returns the table of rejected rows, by file and line.
  package static func table(_ rejects: [Located<RejectedRow>]) -> Table {
    Table(
      name: "credit-rejects", title: "Rejected credit events", columns: columns,
      rowCount: rejects.count, order: "by file and line"
    ) { cells(of: rejects[$0]) }
  }

  /// Returns the cells of a rejected row: all but the estimated cost, which only usage has.
  package static func cells(of reject: Located<RejectedRow>) -> [Cell] {
    Report.cells(ofReject: reject).dropLast()
  }
}
