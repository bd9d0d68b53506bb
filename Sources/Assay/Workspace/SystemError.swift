import Glibc

/// What the operating system said when it refused something.
struct SystemError: Error, Hashable {
  let path: String
  let number: Int32

  /// The reason in the system's words, always in English.
  var reason: String { FileSystem.reason(number) }

  /// What to do about it, where that is known.
  var remedy: String? {
    switch number {
    case ENOSPC, EDQUOT: "free some space, then run again"
    case EACCES, EPERM:
      "get the right to it: chmod u+rwX \(ShellWord.path(visiblePath))"
    case EROFS: "name a folder on a disk that can be written to"
    case EMFILE: "allow more open files: ulimit -n 1024"
    case EEXIST: "move it away, or name another folder"
    default: nil
    }
  }

  /// The path itself where something can be seen there, else the nearest folder above it that can be.
  private var visiblePath: String {
    var path = path
    while access(path, F_OK) != 0, FileSystem.parent(of: path) != path {
      path = FileSystem.parent(of: path)
    }
    return path
  }
}
