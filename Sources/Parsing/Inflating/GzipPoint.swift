/// A point within a gzip member from which inflating can resume without the earlier bytes.
package struct GzipPoint: Sendable {
  /// The number of bytes taken from the file, and the number inflated from them.
  package let bytesTaken: Int64
  let bytesWritten: Int64
  /// The inflater's own memory: its codes, its window and what it held of the file in part.
  let state: [UInt8]
  /// The inflated bytes that were not yet returned.
  let rest: [UInt8]
  /// The offset in the file at which the member began.
  let memberStart: Int64

  /// The number of inflated bytes before the point.
  package var offset: Int64 { bytesWritten - Int64(rest.count) }
}
