import CSystem
import Glibc
import Ledger

/// The few calls to the operating system that the program makes, each checked.
package enum FileSystem {
  /// The words of the system for the number of an error, in English.
  package static func reason(_ number: Int32) -> String {
    // The C locale is never left, so strerror speaks English whatever the machine's locale.
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }

  /// Returns true if 8 more files can be open at once: Dispatch traps if it gets none.
  package static func hasDescriptors() -> Bool {
    var pipes: [Int32] = []
    defer { for descriptor in pipes { close(descriptor) } }
    for _ in 0..<4 {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { return false }
      pipes += ends
    }
    return true
  }

  /// The kind of entry at a path.
  package enum Kind: Hashable {
    case file(size: Int64, identity: Identity)
    case folder
    case other
  }

  /// The values that show whether a file is still the one that was seen before.
  package struct Identity: Hashable {
    let device: UInt
    let inode: UInt
    /// In bytes.
    package let size: Int64
    let modifiedSeconds: Int
    let modifiedNanoseconds: Int
    /// The time of the last change, which no program can set back.
    ///
    /// Adding or removing a name is a change as well.
    private let changedSeconds: Int
    private let changedNanoseconds: Int
    /// The number of names (hard links) of the file.
    private let names: UInt

    init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      size = Int64(status.st_size)
      modifiedSeconds = status.st_mtim.tv_sec
      modifiedNanoseconds = status.st_mtim.tv_nsec
      changedSeconds = status.st_ctim.tv_sec
      changedNanoseconds = status.st_ctim.tv_nsec
      names = UInt(status.st_nlink)
    }

    /// Returns true if nothing was written meanwhile.
    ///
    /// An open file keeps its version when another file takes its name.
    package static func == (one: Identity, other: Identity) -> Bool {
      (one.device, one.inode, one.size) == (other.device, other.inode, other.size)
        && (one.modifiedSeconds, one.modifiedNanoseconds)
          == (other.modifiedSeconds, other.modifiedNanoseconds)
        && (one.names != other.names
          || (one.changedSeconds, one.changedNanoseconds)
            == (other.changedSeconds, other.changedNanoseconds))
    }

    /// True if the file was written, or got its name, no earlier than the other was written.
    package func isChanged(since other: Identity) -> Bool {
      let made = (other.modifiedSeconds, other.modifiedNanoseconds)
      return (modifiedSeconds, modifiedNanoseconds) >= made
        || (changedSeconds, changedNanoseconds) >= made
    }

    /// Hashes the values that stay the same when a file is only renamed.
    package func hash(into hasher: inout Hasher) {
      hasher.combine(device)
      hasher.combine(inode)
      hasher.combine(size)
    }
  }

  /// Returns what is at `path`, following links; nil when nothing is.
  package static func kind(of path: some SystemPath) throws(SystemError) -> Kind? {
    var status = stat()
    guard stat(path.terminated, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemError(path: path.words, number: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int64(status.st_size), identity: Identity(status))
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Returns true if `path` itself is a symbolic link.
  package static func isLink(_ path: some SystemPath) throws(SystemError) -> Bool {
    try status(ofLink: path)?.st_mode.kind == S_IFLNK
  }

  /// Returns true if `path` itself is a folder and not a link to one.
  package static func isFolder(_ path: some SystemPath) throws(SystemError) -> Bool {
    try status(ofLink: path)?.st_mode.kind == S_IFDIR
  }

  /// Returns true if there is anything at `path`, even a link that leads nowhere.
  package static func exists(_ path: some SystemPath) throws(SystemError) -> Bool {
    try status(ofLink: path) != nil
  }

  /// Returns true if two paths are on one file system.
  package static func isSameDevice(_ one: some SystemPath, _ other: some SystemPath)
    throws(SystemError)
    -> Bool
  {
    try status(ofLink: one)?.st_dev == status(ofLink: other)?.st_dev
  }

  /// Returns true if another file system, or a folder from elsewhere, is mounted at `path`.
  package static func isMounted(_ path: some SystemPath) throws(SystemError) -> Bool {
    switch assay_is_mounted(path.terminated) {
    case 0: false
    case 1: true
    default:
      if errno == ENOSYS { false } else { throw SystemError(path: path.words, number: errno) }
    }
  }

  /// The identity of a file, whatever its name and content.
  package struct Inode: Hashable {
    let device: UInt
    let number: UInt
  }

  /// Returns what is at `path` itself; nil when nothing is.
  package static func inode(of path: some SystemPath) throws(SystemError) -> Inode? {
    try status(ofLink: path).map { Inode(device: UInt($0.st_dev), number: UInt($0.st_ino)) }
  }

  static func status(ofLink path: some SystemPath) throws(SystemError) -> stat? {
    var status = stat()
    guard lstat(path.terminated, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemError(path: path.words, number: errno)
    }
    return status
  }

  /// Returns the first `count` bytes of a file, or all of a shorter one.
  package static func beginning(of path: String, count: Int) throws(SystemError) -> [UInt8] {
    let file = try OpenFile(path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    return Array(buffer[..<(try file.read(into: buffer, at: 0))])
  }

  /// Returns the path without links, from the root; nil where nothing is there.
  package static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The folder that holds `path`.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Returns a path in a workspace as one word of a shell.
  package static func shellPath(_ path: String, in root: String) -> String {
    ShellWord.path(root == "." ? path : root + "/" + path)
  }

  /// The last part of `path`.
  package static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Returns the names in a folder, sorted by their bytes; empty where nothing is there, not even a link.
  package static func names(in folder: some SystemPath) throws(SystemError) -> [Name] {
    guard let stream = opendir(folder.terminated) else {
      let number = errno
      if number == ENOENT, try !exists(folder) { return [] }
      throw SystemError(path: folder.words, number: number)
    }
    defer { closedir(stream) }
    var names: [Name] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Name(bytes: $0.prefix { $0 != 0 }) }
      if name != "." && name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw SystemError(path: folder.words, number: errno) }
    return names.sorted()
  }

  /// Returns a whole file.
  package static func contents(of path: String) throws(SystemError) -> [UInt8] {
    try OpenFile(path).contents()
  }
}

extension mode_t {
  fileprivate var kind: mode_t { self & S_IFMT }
}
