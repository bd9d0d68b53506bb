import Ledger
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
      rowCount: rows.count, order: "by file and line"
    ) { index in
      let row = rows[index].row
      let isUTF8 = String(validating: row.text, as: UTF8.self) != nil
      return [
        .text(rows[index].file), .count(Int128(rows[index].line)), .text(row.column),
        .text(row.code), .text(row.message),
        .text(isUTF8 ? Name(bytes: row.text) : Base64.encoded(row.text)),
        .text(isUTF8 ? "utf8" : "base64"), .money(orBlank: row.estimatedCost),
      ]
    }
  }
}
