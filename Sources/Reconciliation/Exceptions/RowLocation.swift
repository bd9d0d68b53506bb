/// A place in the ledger before line numbers are known: piece of a slice, byte, and line in the piece.
package struct RowLocation: Hashable, Comparable, Sendable {
  /// In the order of the files; `laterSlice` until all are mapped.
  package var slice: Int32
  package let piece: Int32
  package let offset: Int64
  package let line: Int32

  /// Stands for a slice of which the number is not known yet.
  package static let laterSlice: Int32 = -1

  package init(slice: Int32, piece: Int32, offset: Int64, line: Int32) {
    self.slice = slice
    self.piece = piece
    self.offset = offset
    self.line = line
  }

  package static func < (left: RowLocation, right: RowLocation) -> Bool {
    (left.slice, left.piece, left.offset) < (right.slice, right.piece, right.offset)
  }
}
