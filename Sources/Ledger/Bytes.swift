/// A run of UTF-8 bytes somewhere else in memory.
package typealias Bytes = UnsafeBufferPointer<UInt8>

extension Collection<UInt8> {
  /// The length in bytes of a UTF-8 byte order mark at the start: 3 or 0.
  package var byteOrderMarkLength: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}

extension Slice<UnsafeRawBufferPointer> {
  /// True if these bytes come before others in bytewise order; they are compared eight at a time.
  package func precedes(_ other: Slice<UnsafeRawBufferPointer>) -> Bool {
    let shared = Swift.min(count, other.count)
    var index = 0
    while index + 8 <= shared {
      let left = base.loadUnaligned(fromByteOffset: startIndex + index, as: UInt64.self)
      let right = other.base.loadUnaligned(
        fromByteOffset: other.startIndex + index, as: UInt64.self)
      if left != right { return left.bigEndian < right.bigEndian }
      index += 8
    }
    while index < shared {
      let (left, right) = (self[startIndex + index], other[other.startIndex + index])
      if left != right { return left < right }
      index += 1
    }
    return count < other.count
  }
}
