import Ledger
import Reconciliation
import Tables

extension Report {
  /// Rows that could not be used, by file and line, each with its text as it is in the file.
  package static let rejects = Report(
    "rejects", "Rejects",
    columns: [
      .file, .line,
      .text("column", "Column with the fault; blank when it is the whole row."),
      .text("code", "Kind of fault."),
      .text("message", "Error and expected value."),
      .text("text", "The row as written in the file."),
      .text("text_encoding", "utf8, or base64 where the row is not UTF-8."),
      .requestMoney(
        "estimated_cost_usd", "Estimated cost of the row, if Assay can read enough of it."),
    ]
  ) { report, input in
    let rows = input.rejects
    return report.table(
      max(rows.count, Int(input.rows.rejected)), order: "by file and line"
    ) { cells(ofReject: rows[$0]) }
  }

  /// The cells of one rejected row.
  package static func cells(ofReject reject: Located<RejectedRow>) -> [Cell] {
    let row = reject.row
    let isUTF8 = String(validating: row.text, as: UTF8.self) != nil
    return [
      .text(reject.file), .count(Int128(reject.line)), .text(row.column),
      .text(row.code), .text(row.message),
      .text(isUTF8 ? Name(bytes: row.text) : Base64.encoded(row.text)),
      .text(isUTF8 ? "utf8" : "base64"), .money(orBlank: row.estimatedCost),
    ]
  }
}
