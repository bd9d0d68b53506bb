import Glibc

/// A file being written under a temporary name, with its size and digest.
final class OutputFile {
  let temporaryPath: String
  private let descriptor: Int32
  private let hash = SHA256()
  private(set) var size: Int64 = 0

  /// Creates an empty file, replacing a leftover of the same name; links are not followed.
  init(_ temporaryPath: String) throws(SystemError) {
    try FileSystem.remove(temporaryPath)
    descriptor = open(
      temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(path: temporaryPath, number: errno) }
    self.temporaryPath = temporaryPath
  }

  func write(_ bytes: [UInt8]) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(path: temporaryPath, number: errno) }
      written += count
    }
    bytes.withUnsafeBytes { hash.update($0) }
    size += Int64(bytes.count)
  }

  /// Flushes the file to the disk, closes it, and returns its digest.
  func finish() throws(SystemError) -> String {
    let isFlushed = fsync(descriptor) == 0
    let number = errno
    let isClosed = close(descriptor) == 0
    guard isFlushed else { throw SystemError(path: temporaryPath, number: number) }
    guard isClosed else { throw SystemError(path: temporaryPath, number: errno) }
    return hash.finish()
  }
}
