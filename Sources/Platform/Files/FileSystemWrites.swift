import CSystem
import Glibc

/// The calls that change something on disk, each checked.
extension FileSystem {
  /// Makes a folder and, by default, those above it, where they are missing.
  package static func makeFolder(
    _ path: String, withParents: Bool = true, mode: mode_t = 0o777
  ) throws(SystemError) {
    if path.isEmpty || path == "." || path == "/" { return }
    if mkdir(path, mode) == 0 { return }
    if errno == ENOENT, withParents, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
      if mkdir(path, mode) == 0 { return }
    }
    let number = errno
    if number == EEXIST, try kind(of: path) == .folder { return }
    throw SystemError(path: path, number: number)
  }

  /// Makes a new folder for temporary files, and returns its path.
  package static func makeScratchFolder() throws(SystemError) -> String {
    let place = EnvironmentVariable.value("TMPDIR") ?? "/tmp"
    var path = Array((place + "/assay-XXXXXX").utf8CString)
    guard mkdtemp(&path) != nil else { throw SystemError(path: place, number: errno) }
    return String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Makes an empty file where there is none; links are not followed.
  package static func makeFile(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0, close(descriptor) == 0 else {
      throw SystemError(path: path, number: errno)
    }
  }

  /// Gives a file or folder another path; what is there is replaced.
  package static func rename(_ from: some SystemPath, to path: some SystemPath) throws(SystemError)
  {
    guard Glibc.rename(from.terminated, path.terminated) == 0 else {
      throw SystemError(path: path.words, number: errno)
    }
  }

  /// Renames, unless something is at `path` already; then it returns false.
  package static func renameToFree(
    _ from: some SystemPath, _ path: some SystemPath
  ) throws(SystemError) -> Bool {
    if assay_rename_new(from.terminated, path.terminated) == 0 { return true }
    if errno == EEXIST { return false }
    // Some file systems cannot do both in one step.
    guard errno == EINVAL || errno == ENOSYS else {
      throw SystemError(path: path.words, number: errno)
    }
    if try exists(path) { return false }
    try rename(from, to: path)
    return true
  }

  /// Lets two files or two folders change places in one step.
  static func exchange(_ one: some SystemPath, _ other: some SystemPath) throws(SystemError) {
    guard assay_exchange(one.terminated, other.terminated) == 0 else {
      throw SystemError(path: other.words, number: errno)
    }
  }

  /// Gives a file a second name; a symbolic link is itself what gets it.
  static func link(_ path: some SystemPath, _ name: some SystemPath) throws(SystemError) {
    guard linkat(AT_FDCWD, path.terminated, AT_FDCWD, name.terminated, 0) == 0 else {
      throw SystemError(path: path.words, number: errno)
    }
  }

  /// Makes a symbolic link to `target` at `path`.
  package static func makeLink(to target: String, at path: String) throws(SystemError) {
    guard symlink(target, path) == 0 else { throw SystemError(path: path, number: errno) }
  }

  /// Removes a file, if there is one.
  package static func remove(_ path: some SystemPath) throws(SystemError) {
    guard unlink(path.terminated) == 0 || errno == ENOENT else {
      throw SystemError(path: path.words, number: errno)
    }
  }

  /// Removes an empty folder, if there is one.
  package static func removeFolder(_ path: some SystemPath) throws(SystemError) {
    guard rmdir(path.terminated) == 0 || errno == ENOENT else {
      throw SystemError(path: path.words, number: errno)
    }
  }

  /// Removes a folder with all that is in it; links are removed, not followed.
  package static func removeTree(_ path: some SystemPath) throws(SystemError) {
    guard try isFolder(path) else {
      try remove(path)
      return
    }
    for name in try names(in: path) { try removeTree(name.path(in: path)) }
    try removeFolder(path)
  }

  /// Removes a file or a folder, as far as the system lets us, and returns whether it is gone; the next run
  /// sweeps what is left.
  @discardableResult
  package static func removeIfPossible(_ path: String) -> Bool {
    do throws(SystemError) {
      try removeTree(path)
      return true
    } catch {
      return false
    }
  }

  /// Makes the bytes of a file last through a loss of power.
  package static func flushFile(_ path: String) throws(SystemError) {
    try flush(path, O_WRONLY)
  }

  /// Makes the names in a folder last through a loss of power.
  package static func flushFolder(_ path: String) throws(SystemError) {
    try flush(path, O_RDONLY | O_DIRECTORY)
  }

  private static func flush(_ path: String, _ flags: Int32) throws(SystemError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: path, number: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError(path: path, number: errno) }
  }
}
