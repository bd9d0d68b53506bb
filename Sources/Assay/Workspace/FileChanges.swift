import CSystem
import Glibc

/// The calls that change something on disk, each checked.
extension FileSystem {
  /// Makes a folder and, unless told otherwise, those above it, where they are missing.
  static func makeFolder(_ path: String, withParents: Bool = true) throws(SystemError) {
    if path.isEmpty || path == "." || path == "/" { return }
    if mkdir(path, 0o777) == 0 { return }
    if errno == ENOENT, withParents, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
      if mkdir(path, 0o777) == 0 { return }
    }
    let number = errno
    if number == EEXIST, try kind(of: path) == .folder { return }
    throw SystemError(path: path, number: number)
  }

  /// Makes an empty file where none stands; links are not followed.
  static func makeFile(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0, close(descriptor) == 0 else {
      throw SystemError(path: path, number: errno)
    }
  }

  static func rename(_ from: String, to path: String) throws(SystemError) {
    guard Glibc.rename(from, path) == 0 else { throw SystemError(path: path, number: errno) }
  }

  /// Lets two folders change places in one step.
  static func exchange(_ one: String, _ other: String) throws(SystemError) {
    guard assay_exchange(one, other) == 0 else { throw SystemError(path: other, number: errno) }
  }

  /// Gives a file a second name; a symbolic link is itself what gets it.
  static func link(_ path: String, _ name: String) throws(SystemError) {
    guard linkat(AT_FDCWD, path, AT_FDCWD, name, 0) == 0 else {
      throw SystemError(path: path, number: errno)
    }
  }

  /// Removes a file, if there is one.
  static func remove(_ path: String) throws(SystemError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw SystemError(path: path, number: errno)
    }
  }

  static func removeFolder(_ path: String) throws(SystemError) {
    guard rmdir(path) == 0 || errno == ENOENT else {
      throw SystemError(path: path, number: errno)
    }
  }

  /// Removes a folder with all that is in it; links are removed, not followed.
  static func removeTree(_ path: String) throws(SystemError) {
    guard try isFolder(path) else {
      try remove(path)
      return
    }
    for name in try names(in: path) { try removeTree(path + "/" + name.description) }
    try removeFolder(path)
  }

  /// Removes a file or a folder, as far as the system lets us; the next run sweeps what is left.
  static func removeIfPossible(_ path: String) {
    do throws(SystemError) { try removeTree(path) } catch { return }
  }

  /// Makes the bytes of a file last through a loss of power.
  static func flushFile(_ path: String) throws(SystemError) {
    try flush(path, O_WRONLY)
  }

  /// Makes the names in a folder last through a loss of power.
  static func flushFolder(_ path: String) throws(SystemError) {
    try flush(path, O_RDONLY | O_DIRECTORY)
  }

  private static func flush(_ path: String, _ flags: Int32) throws(SystemError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: path, number: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError(path: path, number: errno) }
  }
}
