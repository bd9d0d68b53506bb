/// The position of a row among all slices, ordered like the rows by path and line.
package struct RowPosition: Hashable, Comparable, Sendable {
  package let slice: Int
  /// In bytes of the inflated text, from the start of the slice.
  package let position: Int64

  package init(slice: Int, position: Int64) {
    self.slice = slice
    self.position = position
  }

  package static func < (left: RowPosition, right: RowPosition) -> Bool {
    (left.slice, left.position) < (right.slice, right.position)
  }
}
