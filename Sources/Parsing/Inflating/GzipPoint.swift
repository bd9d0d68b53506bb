/// Where inflating a gzip file stood, within a member: from there it can be inflated on without what stands before.
package struct GzipPoint: Sendable {
  /// How many bytes of the file were taken, and how many were inflated from them.
  package let bytesTaken: Int64
  let bytesWritten: Int64
  /// The inflater's own memory: its codes, its window and what it held of the file in part.
  let state: [UInt8]
  /// What was inflated and not given out.
  let rest: [UInt8]
  /// Where the member began in the file.
  let memberStart: Int64

  /// How many inflated bytes stand before it.
  package var offset: Int64 { bytesWritten - Int64(rest.count) }
}
