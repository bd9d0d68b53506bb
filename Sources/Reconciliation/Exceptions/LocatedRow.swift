import Ledger

/// A row of a list with the place of its ledger row.
package struct Located<Row: Sendable>: Sendable {
  /// The path in the workspace.
  package let file: Name
  /// The physical line where the row begins, from 1.
  package let line: Int64
  package let row: Row

  package init(file: Name, line: Int64, row: Row) {
    self.file = file
    self.line = line
    self.row = row
  }
}
