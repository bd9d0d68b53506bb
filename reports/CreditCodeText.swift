import Ledger
import Tables

extension CodeText {
  /// Returns the words for a code in a column of the tables about credits; nil where the column has no codes.
  package static func creditWords(_ code: Name, column: String) -> Name? {
    switch column {
    case "check", "severity": words(code, column: column)
    case "source", "state", "direction", "kind":
      code == "topup" ? "Top-up" : Name(Headings.words(for: code.description))
    default: nil
    }
  }
}
