import Reconciliation

/// The rows of one slice with a finding, packed, in the order in which they were found: a value.
///
/// Rows that memory is not to hold are a range of bytes in the spill file of the job that mapped the slice, and
/// `SliceRowStore` reads them there. A job without a spill room, as one whose slices leave the process, holds every row here.
struct PackedRows<Row: PackedRow>: Sendable {
  var count = 0
  /// The slice whose rows do not say theirs.
  var slice = RowLocation.laterSlice
  var shared = Row.Shared()
  var chunks: [Chunk] = []
  /// Rows that took the places of others.
  var later: [RowPlace: RowPlace] = [:]

  enum Chunk: Sendable {
    case memory([UInt8])
    /// Bytes of the spill file.
    case file(at: Int64, count: Int)
  }
}

/// The place of a row among the rows of its slice.
package struct RowPlace: Hashable, Sendable {
  let chunk: UInt32
  let byte: UInt32
}
