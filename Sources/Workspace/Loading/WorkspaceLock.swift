import Glibc
import Ledger
import Platform

/// Keeps a second run out of a workspace while one writes.
///
/// The lock is on the folder itself (flock), so it leaves no file behind, and the system takes it back
/// from a process that dies, however it dies.
package final class WorkspaceLock {
  private let descriptor: Int32
  private var isHeld = true

  /// Locks `folder`, waiting up to `seconds` for another run to end.
  ///
  /// - Parameters:
  ///   - writers: what else may write there, in a word.
  ///   - help: what to do about another one.
  package init(
    _ folder: String, waiting seconds: Int, of writers: String = "run",
    help: String = "wait for it: --wait 600"
  ) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: folder, number: errno) }
    var tries = seconds * 20
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      guard number == EWOULDBLOCK || number == EINTR, tries > 0 else {
        close(descriptor)
        if number == EWOULDBLOCK {
          throw WorkspaceInUse(
            folder: folder, holder: LockHolder(of: folder), writers: writers, seconds: seconds,
            help: help)
        }
        throw SystemError(path: folder, number: number)
      }
      tries -= 1
      usleep(50_000)
    }
  }

  /// Locks the workspace `root` for a command that writes, which first finishes what one that died began.
  package static func ofWriter(_ root: String, waiting seconds: Int) throws -> WorkspaceLock {
    let lock = try WorkspaceLock(root, waiting: seconds)
    try StagedBooks.finish(in: root)
    return lock
  }

  /// Lets the next run in.
  package func release() {
    if isHeld { close(descriptor) }
    isHeld = false
  }

  deinit { release() }
}

/// Another run is writing in the workspace.
package struct WorkspaceInUse: FindingError, Hashable {
  package let folder: String
  let holder: LockHolder?
  let writers: String
  package let seconds: Int
  package let help: String

  package var finding: Finding {
    Finding(
      .error, at: Place(file: folder), code: "db.lock",
      message:
        "in use by another \(writers)\(holder.map { ", \($0.words)" } ?? ""), waited \(seconds) s"
        + " for it to end",
      help: help)
  }
}
