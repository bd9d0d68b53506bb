import Ledger
import Reconciliation
import Tables

extension Report {
  /// Rows that could not be used, by file and line, each with its text as it stands in the file.
  static let rejects = Report("rejects") { input in
    let rows = input.rejects
    return Table(
      name: "rejects", title: "Rejects",
      columns: [
        Column("file", .text), Column("line", .count), Column("column", .text),
        Column("code", .text), Column("message", .text), Column("text", .text),
        Column("text_encoding", .text), Column("estimated_cost_usd", .requestMoney),
      ],
      // Of very many, only the first are here: all that a sheet shows. The file has them all.
      rowCount: max(rows.count, Int(input.rows.rejected)), order: "by file and line"
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
