import Ledger

/// The rows of one block of a ledger file, read: those that can be used, and those that cannot.
///
/// The texts that records point at are valid until the block is replaced by the next.
package struct RecordBatch {
  package var records: [UsageRecord] = []
  package var rejects: [Reject] = []
  /// The offsets of its records that are copies of others, in order.
  package var copies: [Int64] = []
  /// The records, usage or not, of a format of which some state the usage of others.
  package var nodes: [RecordTreeNode] = []
  /// Keeps the texts of records that could not be pointed at in the block itself.
  var scratch = TextArena()

  package init() {}

  /// Notes what a record says of others; only counted rows are looked up as copies.
  mutating func note(_ record: CarefulScanner.Record, at offset: Int64) {
    if let node = record.node { nodes.append(node) }
    if record.isCopy { copies.append(offset) }
  }

  mutating func clear() {
    records.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    if !copies.isEmpty { copies.removeAll(keepingCapacity: true) }
    if !nodes.isEmpty { nodes.removeAll(keepingCapacity: true) }
    scratch.clear()
  }
}

/// A row that cannot be used, with every reason.
package struct Reject {
  package let offset: Int64
  package let line: Int32
  package let piece: Int32
  /// The byte in the row, from 1, of the first reason.
  package let byteColumn: Int
  /// The name of the column of the first reason; empty when the whole row is meant.
  package let column: String
  /// In the order of the columns; the first decides the code.
  ///
  /// Never empty.
  package let faults: [RowFault]
  /// The row as it is in the file, without its line end.
  package let text: [UInt8]
  /// The part that could still be read, if it is enough to estimate the cost.
  package let estimable: UsageRecord?

  package init(
    offset: Int64, line: Int32, piece: Int32, byteColumn: Int, column: String, faults: [RowFault],
    text: [UInt8], estimable: UsageRecord?
  ) {
    precondition(!faults.isEmpty, "a row is rejected for a reason")
    self.offset = offset
    self.line = line
    self.piece = piece
    self.byteColumn = byteColumn
    self.column = column
    self.faults = faults
    self.text = text
    self.estimable = estimable
  }
}
