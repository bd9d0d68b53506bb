/// The defects of a period that a close may accept, in the order in which a line names them.
package enum CloseDefect: String, Hashable, Sendable, CaseIterable {
  /// Requests without a price.
  case unpriced
  /// Rows of the ledger, of credit events or of bills that were rejected.
  case rejected
  /// Rows or events that contradict an earlier one of the same id.
  case conflict
  /// Critical findings.
  case critical

  /// Returns the texts of some kinds, each once, in the order of a line.
  package static func texts(_ kinds: [CloseDefect]) -> [String] {
    allCases.filter(kinds.contains).map(\.rawValue)
  }
}
