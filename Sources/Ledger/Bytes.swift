/// A run of UTF-8 bytes somewhere else in memory.
package typealias Bytes = UnsafeBufferPointer<UInt8>

extension Collection<UInt8> {
  /// The length in bytes of a UTF-8 byte order mark at the start: 3 or 0.
  package var byteOrderMarkLength: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
