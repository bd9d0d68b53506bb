import Ledger
import Tables

/// The few words beside the link to a sheet.
package enum LinkText: Sendable, ExpressibleByStringLiteral {
  /// These, or others where the table has no row.
  case words(String, ifNone: String)
  /// The number of rows, as `3 causes of differences`: a noun, and a remark.
  case count(of: String, String = "", ifNone: String = "none")
  /// The same of the different cells of a column, where several rows can be of one thing.
  case countDistinct(of: String, String, column: String)
  /// The number of rows of some values of a column, each with words for one and for many, as
  /// `14 changes, 4 withdrawn`.
  case countByValue(String, [(value: Name, one: String, many: String)])

  /// The same words for any table.
  package init(stringLiteral words: String) { self = .words(words, ifNone: words) }

  /// Returns the words for a table of so many rows.
  package func text(rowCount: Int) -> String {
    switch self {
    case .words(let words, let ifNone): rowCount == 0 ? ifNone : words
    case .count(let noun, let words, let ifNone):
      rowCount == 0
        ? ifNone
        : GroupedDigits.count(Int64(rowCount), noun) + (words.isEmpty ? "" : " " + words)
    case .countDistinct(let noun, let words, _):
      LinkText.count(of: noun, words).text(rowCount: rowCount)
    case .countByValue: LinkText.count(of: "row").text(rowCount: rowCount)
    }
  }

  /// Returns the words for a table.
  package func text(of table: Table) -> String {
    if case .countByValue(let name, let parts) = self,
      let column = table.columns.firstIndex(where: { $0.name == name })
    {
      let cells = (0..<table.rowCount).map { table.cells(at: $0)[column] }
      let counts = parts.map { part in (part, cells.count { $0 == .text(part.value) }) }
      let words = counts.filter { $1 > 0 }.map { part, count in
        "\(GroupedDigits.text(Int64(count))) \(count == 1 ? part.one : part.many)"
      }
      return words.isEmpty ? "none" : words.joined(separator: ", ")
    }
    guard case .countDistinct(_, _, let name) = self,
      let column = table.columns.firstIndex(where: { $0.name == name })
    else { return text(rowCount: table.rowCount) }
    return text(rowCount: Set((0..<table.rowCount).map { table.cells(at: $0)[column] }).count)
  }
}
