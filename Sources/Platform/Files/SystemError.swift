import Glibc
import Ledger

/// An error of the operating system.
package struct SystemError: FailureError, Hashable {
  /// The path of the failed call.
  package let path: String
  /// The value of `errno`.
  package let number: Int32

  /// - Parameters:
  ///   - path: what the call was about.
  ///   - number: the value of `errno`.
  package init(path: String, number: Int32) {
    self.path = path
    self.number = number
  }

  /// The reason in the system's words, always in English.
  package var reason: String { FileSystem.reason(number) }

  /// The remedy, if one is known.
  package var remedy: String? {
    switch number {
    case ENOSPC, EDQUOT: "free some space, then run again"
    case EACCES, EPERM:
      "grant yourself access: chmod u+rwX \(ShellWord.path(visiblePath))"
    case EROFS: "name a folder on a writable disk"
    case EMFILE: "allow more open files: ulimit -n 1024"
    case EEXIST: "move it away, or name another folder"
    default: nil
    }
  }

  package var finding: Finding { SystemError.finding(path: path, reason: reason, help: remedy) }

  /// Returns the finding for a failure of the system at a path, or of the program itself.
  package static func finding(
    path: String = "assay", reason: String, help: String? = nil
  ) -> Finding {
    Finding(.error, at: Place(file: path), code: "io", message: reason, help: help)
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
