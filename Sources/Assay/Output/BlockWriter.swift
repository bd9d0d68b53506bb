import CSystem
import Glibc

/// Writes an open file a mebibyte at a time; what is less is kept until the end.
final class BlockWriter {
  private let descriptor: Int32
  private let path: String
  /// Aligned as whatever is written past the cache has to be.
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
  private var count = 0
  /// Whole blocks go past the cache of the system, as long as the file allows it.
  private var isDirect = false

  /// - Parameters:
  ///   - path: what errors are told of.
  ///   - directly: writes past the cache of the system where that is possible: a long file that is flushed to the disk in
  ///     the end is not copied into memory that others may need. The writer waits for the disk meanwhile.
  init(_ descriptor: Int32, path: String, directly: Bool) {
    self.descriptor = descriptor
    self.path = path
    if directly { isDirect = assay_write_directly(descriptor, 1) == 0 }
  }

  deinit { block.deallocate() }

  /// Takes bytes, and writes those that fill a block.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = min(rest.count, block.count - count)
      rest.prefix(taken).withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: block[count...]).copyMemory(from: $0)
      }
      count += taken
      rest = rest.dropFirst(taken)
      if count == block.count { try writeBlock() }
    }
  }

  /// Writes what is left, less than a block.
  func finish() throws(SystemError) {
    try writeThroughCache()
    try writeBlock()
  }

  private func writeBlock() throws(SystemError) {
    var written = 0
    while written < count {
      let more = Glibc.write(
        descriptor, block.baseAddress.map { $0 + written }, count - written)
      if more < 0 && errno == EINTR { continue }
      if more < 0 && errno == EINVAL && isDirect {
        // Some file systems take the wish and then refuse.
        try writeThroughCache()
        continue
      }
      guard more >= 0 else { throw SystemError(path: path, number: errno) }
      written += more
      // What follows a part is no longer aligned.
      if written < count { try writeThroughCache() }
    }
    count = 0
  }

  private func writeThroughCache() throws(SystemError) {
    guard isDirect else { return }
    isDirect = false
    guard assay_write_directly(descriptor, 0) == 0 else {
      throw SystemError(path: path, number: errno)
    }
  }
}
