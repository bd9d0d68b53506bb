import Ledger

/// A ledger row that could not be used, as `rejects.csv` lists it.
package struct RejectedRow: Sendable {
  /// The name of the column; empty when the whole row is meant.
  package let column: Name
  /// The byte of the row, from 1, where the reason is; for messages.
  package let byteColumn: Int
  package let code: Name
  package let message: Name
  /// The row as it is in the file.
  package let text: [UInt8]
  /// Nil where too little of the row could be read.
  package let estimatedCost: Money?

  package init(
    column: Name, byteColumn: Int = 1, code: Name, message: Name, text: [UInt8],
    estimatedCost: Money?
  ) {
    self.column = column
    self.byteColumn = byteColumn
    self.code = code
    self.message = message
    self.text = text
    self.estimatedCost = estimatedCost
  }
}
