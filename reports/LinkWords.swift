import Ledger

/// The few words beside the link to a sheet.
package enum LinkWords: Sendable, ExpressibleByStringLiteral {
  /// These, or others where the table has no row.
  case words(String, ifNone: String)
  /// How many rows there are, as `3 causes of differences`: a noun, and what is said of it.
  case count(of: String, String = "", ifNone: String = "none")

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
    }
  }
}
