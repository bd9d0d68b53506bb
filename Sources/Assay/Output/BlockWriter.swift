import CSystem
import Glibc

/// Writes an open file a mebibyte at a time; what is less is kept until the end.
final class BlockWriter {
  private let descriptor: Int32
  private let path: String
  /// Aligned as whatever is written past the cache has to be.
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
  private var count = 0
  /// 1 while whole blocks go past the cache of the system, as long as the file allows it.
  private var isDirect: Int32 = 0

  /// - Parameters:
  ///   - path: what errors are told of.
  ///   - directly: writes past the cache of the system where that is possible: a long file that is flushed to the disk in
  ///     the end is not copied into memory that others may need. The writer waits for the disk meanwhile.
  init(_ descriptor: Int32, path: String, directly: Bool) {
    self.descriptor = descriptor
    self.path = path
    if directly && assay_write_directly(descriptor, 1) == 0 { isDirect = 1 }
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
    if isDirect != 0 {
      isDirect = 0
      guard assay_write_directly(descriptor, 0) == 0 else {
        throw SystemError(path: path, number: errno)
      }
    }
    try writeBlock()
  }

  private func writeBlock() throws(SystemError) {
    let error = assay_write_whole(descriptor, block.baseAddress, count, -1, &isDirect)
    guard error == 0 else { throw SystemError(path: path, number: error) }
    count = 0
  }
}
