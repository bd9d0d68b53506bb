import Ledger
import Reconciliation
import Tables

/// `credit-rejects.csv`: the rows of the credit ledger that Assay rejected, each as it is in its file, and the files
/// that it left out.
package enum CreditRejectsTable {
  /// The columns, in order.
  package static let columns: [Column] = [
    .text("file", "File in the workspace with the row, or the skipped file."),
    .count("line", "Line of the file where the row begins; blank for a skipped file."),
    .text("column", "Column with the fault; blank when it is the whole row."),
    .text("code", "Kind of fault."),
    .text("message", "Error and expected value."),
    .text("text", "The row as written in the file; blank for a skipped file."),
    .text("text_encoding", "utf8, or base64 where the row is not UTF-8."),
  ]

  /// Returns the table of rejected rows and of files that were left out, by file and line.
  ///
  /// - Parameters:
  ///   - rejects: by file and line.
  ///   - skipped: by path; none of them has a row among `rejects`.
  package static func table(
    _ rejects: [Located<RejectedRow>], skipped: [SkippedFile] = []
  ) -> Table {
    var rows: [Row] = []
    rows.reserveCapacity(rejects.count + skipped.count)
    var files = skipped[...]
    for index in rejects.indices {
      while let file = files.first, file.path < rejects[index].file {
        rows.append(.file(file))
        files.removeFirst()
      }
      rows.append(.reject(index))
    }
    rows += files.map { .file($0) }
    return Table(
      name: "credit-rejects", title: "Rejected credit events", columns: columns,
      rowCount: rows.count, order: "by file and line"
    ) { [rows] index in
      switch rows[index] {
      case .reject(let reject): cells(of: rejects[reject])
      case .file(let file): cells(of: file)
      }
    }
  }

  private enum Row {
    /// The index of a rejected row.
    case reject(Int)
    case file(SkippedFile)
  }

  /// Returns the cells of a file that was left out.
  package static func cells(of file: SkippedFile) -> [Cell] {
    [
      .text(file.path), .blank, .blank, .text(Name(file.code)), .text(Name(file.message)), .blank,
      .blank,
    ]
  }

  /// Returns the cells of a rejected row: all but the estimated cost, which only usage has.
  package static func cells(of reject: Located<RejectedRow>) -> [Cell] {
    Report.cells(ofReject: reject).dropLast()
  }
}
