import Glibc

/// Writes an open file a mebibyte at a time; what is less is kept until the end.
final class BlockWriter {
  private let path: String
  /// Aligned as whatever is written past the cache has to be.
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
  private var count = 0
  private var file: DirectFile

  /// - Parameters:
  ///   - path: the path in errors.
  ///   - directly: writes whole blocks past the cache of the system where that is possible.
  init(_ descriptor: Int32, path: String, directly: Bool) {
    self.path = path
    file = DirectFile(descriptor, directly: directly)
  }

  deinit { block.deallocate() }

  /// Takes bytes, and writes those that fill a block.
  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let taken = min(rest.count, block.count - count)
      UnsafeMutableRawBufferPointer(rebasing: block[count...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: rest[..<taken]))
      count += taken
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      if count == block.count { try writeBlock() }
    }
  }

  /// Writes what is left, less than a block.
  func finish() throws(SystemError) {
    try check(file.writeThroughCache())
    try writeBlock()
  }

  private func writeBlock() throws(SystemError) {
    try check(file.write(UnsafeRawBufferPointer(rebasing: block[..<count])))
    count = 0
  }

  private func check(_ error: Int32) throws(SystemError) {
    guard error == 0 else { throw SystemError(path: path, number: error) }
  }
}
