import Glibc

/// What was written, for the manifest.
struct WrittenFile: Hashable {
  /// The path in the output folder or in the workspace.
  let path: String
  let size: Int64
  let sha256: String
}

/// The files of one run, written beside the previous ones and put in their places together.
struct OutputFolder {
  let path: String
  private(set) var written: [WrittenFile] = []
  /// Every temporary file that was begun, to take it away again.
  private var begun: [String] = []
  /// Files outside the folder that take their place with the others: temporary and final path.
  private var elsewhere: [(temporary: String, path: String)] = []

  private static let temporaryPrefix = ".assay-tmp."

  /// Makes the folder where it is missing, and sweeps what a dead run may have left in it.
  init(_ path: String) throws(SystemError) {
    self.path = path
    try FileSystem.makeFolder(path)
    guard access(path, W_OK | X_OK) == 0 else { throw SystemError(path: path, number: errno) }
    for name in try FileSystem.names(in: path)
    where name.description.hasPrefix(OutputFolder.temporaryPrefix) {
      try FileSystem.remove(path + "/" + name.description)
    }
  }

  private func temporaryPath(_ name: String) -> String {
    path + "/" + OutputFolder.temporaryPrefix + name
  }

  /// Writes the file `name` through the function that `body` is given.
  mutating func write(
    _ name: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    begun.append(temporaryPath(name))
    let file = try OutputFile(temporaryPath(name))
    try body { try file.write($0) }
    let digest = try file.finish()
    written.append(WrittenFile(path: name, size: file.size, sha256: digest))
  }

  /// Lets `body` write the file `name` itself, at the path that it is given.
  mutating func writeByPath(_ name: String, _ body: (String) throws -> Void) throws {
    let temporary = temporaryPath(name)
    begun.append(temporary)
    try FileSystem.remove(temporary)
    try body(temporary)
    let digest = try SHA256.file(temporary)
    written.append(WrittenFile(path: name, size: digest.size, sha256: digest.sha256))
  }

  /// Writes a file that is to stand at `path`, anywhere, and is no part of the manifest.
  mutating func write(
    elsewhere path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    begun.append(folder + OutputFolder.temporaryPrefix + name)
    let file = try OutputFile(folder + OutputFolder.temporaryPrefix + name)
    elsewhere.append((file.temporaryPath, path))
    try body { try file.write($0) }
    _ = try file.finish()
  }

  /// Puts every file in its place.
  func commit() throws(SystemError) {
    for file in written {
      try FileSystem.rename(temporaryPath(file.path), to: path + "/" + file.path)
    }
    for file in elsewhere { try FileSystem.rename(file.temporary, to: file.path) }
    try FileSystem.flushFolder(path)
  }

  /// Takes away what was written and not yet put in place.
  ///
  /// A leftover that cannot be removed now is swept by the next run.
  func discard() {
    for temporary in begun { unlink(temporary) }
  }
}
