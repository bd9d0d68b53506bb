import Ledger
import Outputs
import Overview
import Querying
import Tables
import Terminal

/// The answer to a question in the forms for other programs, with all digits.
package enum AnswerDocuments {
  /// CSV: the keys and figures by the words that ask for them, and in the last column whether a row is a line, the
  /// others or the total.
  package static func csv(_ table: AnswerTable) -> String {
    let columns = table.columns.map { Column($0.name, $0.kind) } + [Column("row", .text)]
    let file = Table(
      name: "answer", title: table.title, columns: columns, rowCount: table.rows.count, order: ""
    ) { table.rows[$0].cells + [.text(Name(table.rows[$0].role.name))] }
    var text = ""
    CSVFile.write(file) { text += String(decoding: $0, as: UTF8.self) }
    return text
  }

  /// A title, a table of Markdown with the figures that people see, and what to know of it.
  package static func markdown(
    _ table: AnswerTable, _ scope: AnswerScope, notes: [String]
  ) -> String {
    let texts = AnswerTexts(table)
    func safe(_ text: String) -> String { text.replacing("|", with: "\\|") }
    func line(_ cells: [String]) -> String {
      "| " + cells.map { safe($0.trimmedAtEnd) }.joined(separator: " | ") + " |\n"
    }
    let rules = table.columns.map { $0.isKey ? "---" : "---:" }
    let below = notes.isEmpty ? "" : "\n\(SafeText.safe(notes.joined(separator: " ")))\n"
    return "**\(SafeText.safe(scope.title(of: table)))**\n\n" + line(texts.headings) + line(rules)
      + texts.rows.map { line($0.map(\.text)) }.joined() + below
  }

  /// One JSON document: counts are numbers, other figures are texts with all digits, null is not known.
  package static func json(_ table: AnswerTable, _ scope: AnswerScope, notes: [String]) -> String {
    func object(_ row: AnswerTable.Row) -> JSONText {
      let ofLines = row.role == .line
      let count: [(key: String, value: JSONText)] =
        if case .others(let count) = row.role { [("lines", .number(Int64(count)))] } else { [] }
      return .object(
        count
          + zip(table.columns, row.cells).filter { ofLines || !$0.0.isKey }.map {
            ($0.name, $1.answer)
          })
    }
    let others = table.rows.first { if case .others = $0.role { true } else { false } }
    let total = table.rows.first { $0.role == .total }
    return JSONText.object([
      ("assay", .string(Version.number)),
      ("from", .described(scope.days?.lowerBound)), ("to", .described(scope.days?.upperBound)),
      ("lines", .array(table.rows.filter { $0.role == .line }.map(object))),
      ("others", others.map(object) ?? .null), ("total", total.map(object) ?? .null),
      ("notes", .array(notes.map(JSONText.string))),
    ]).text
  }
}

extension Cell {
  /// As in every document, but for a name that is empty.
  fileprivate var answer: JSONText {
    if case .text(let name) = self { .string(name.description) } else { json }
  }
}
