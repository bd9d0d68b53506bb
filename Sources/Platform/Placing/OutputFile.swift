import CSystem
import Glibc

/// A file being written under a temporary name, or under none yet, with its size and digest.
package final class OutputFile {
  let temporaryPath: String
  private let descriptor: Int32
  private let writer: BlockWriter
  private var isOpen = true
  private var isNamed: Bool
  /// Nil where the digest is not needed.
  private let hash: SHA256?
  private(set) var size: Int64 = 0

  /// Creates an empty file, replacing a leftover of the same name; links are not followed.
  ///
  /// - Parameters:
  ///   - isNamed: false leaves it without a name until `name`, so that nothing is left of it if the program dies
  ///     before; where the file system has no such files, it has its name at once.
  ///   - directly: see `BlockWriter`.
  ///   - isDigested: false makes no digest, and `finish` returns one of zeros.
  package init(
    _ temporaryPath: String, isNamed: Bool = true, directly: Bool = false,
    isDigested: Bool = true
  ) throws(SystemError) {
    try FileSystem.remove(temporaryPath)
    self.temporaryPath = temporaryPath
    hash = isDigested ? SHA256() : nil
    if !isNamed, let unnamed = try OutputFile.openUnnamed(beside: temporaryPath) {
      descriptor = unnamed
      self.isNamed = false
    } else {
      descriptor = open(
        temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw SystemError(path: temporaryPath, number: errno) }
      self.isNamed = true
    }
    writer = BlockWriter(descriptor, path: temporaryPath, directly: directly)
  }

  deinit {
    if isOpen { close(descriptor) }
  }

  /// Opens a file without a name in the folder of `path`; nil where there are none, or could not be named.
  private static func openUnnamed(beside path: String) throws(SystemError) -> Int32? {
    let folder = FileSystem.parent(of: path)
    let descriptor = assay_open_unnamed(folder)
    guard descriptor >= 0 else {
      if errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL { return nil }
      throw SystemError(path: folder, number: errno)
    }
    if access(OutputFile.handle(descriptor), F_OK) == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  /// Returns a path that refers to an open file.
  private static func handle(_ descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  /// Appends bytes.
  package func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try writer.write(bytes)
    hash?.update(bytes)
    size += Int64(bytes.count)
  }

  /// Flushes the file to the disk and returns its digest; one with a name is closed.
  package func finish() throws(SystemError) -> String {
    try writer.finish()
    guard fsync(descriptor) == 0 else { throw SystemError(path: temporaryPath, number: errno) }
    if isNamed { try closeFile() }
    return hash?.finish() ?? String(repeating: "0", count: 64)
  }

  /// Gives the file its temporary name if it has none yet, and closes it.
  func name() throws(SystemError) {
    if isNamed { return }
    let handle = OutputFile.handle(descriptor)
    guard linkat(AT_FDCWD, handle, AT_FDCWD, temporaryPath, AT_SYMLINK_FOLLOW) == 0 else {
      throw SystemError(path: temporaryPath, number: errno)
    }
    isNamed = true
    try closeFile()
  }

  private func closeFile() throws(SystemError) {
    isOpen = false
    guard close(descriptor) == 0 else { throw SystemError(path: temporaryPath, number: errno) }
  }
}
