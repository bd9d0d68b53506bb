import Glibc

/// A file open for reading, closed when it is let go.
package final class OpenFile: Sendable {
  private let descriptor: Int32
  let path: String

  /// Opens the file at `path`, following links.
  package init(_ path: String) throws(SystemError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemError(path: path, number: errno) }
    self.path = path
  }

  deinit { close(descriptor) }

  /// Returns the present identity of the open file, whatever is at its path by now.
  package func identity() throws(SystemError) -> FileSystem.Identity {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError(path: path, number: errno) }
    return FileSystem.Identity(status)
  }

  /// Returns all of it.
  package func contents() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try read(into: chunk, at: Int64(bytes.count))
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Reads at `offset` until `buffer` is full or the file ends, and returns how many bytes.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(SystemError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled,
        off_t(offset) + off_t(filled))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(path: path, number: errno) }
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}
