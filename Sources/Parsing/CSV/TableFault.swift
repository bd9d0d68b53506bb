import Ledger

/// A fault in the header or a row of any table, whatever reads it.
package enum TableFault: Hashable, Sendable {
  case noHeader
  case columnUnnamed(Int)
  case columnTwice(name: String, first: Int, second: Int)
  case columnMissing(name: String, found: String?)
  case fieldCount(found: Int, expected: Int)

  /// The message: the fault and the expected value.
  package var message: String {
    switch self {
    case .noHeader: "first line is not a header"
    case .columnUnnamed(let number): "column \(number) has no name"
    case .columnTwice(let name, let first, let second):
      "column \"\(name.excerpt)\" appears at \(first) and \(second)"
    case .columnMissing(let name, let found?): "no column \"\(name)\", found \"\(found.excerpt)\""
    case .columnMissing(let name, nil): "no column \"\(name)\""
    case .fieldCount(let found, let expected):
      "\(found) field\(found == 1 ? "" : "s"), expected \(expected)"
    }
  }
}
