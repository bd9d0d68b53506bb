import CSystem
import Glibc
import Ledger

/// The memory that the system leaves the program, where a limit is so low that it could not work: what finds none in the
/// midst of work ends the program without a word.
package enum SpareMemory {
  /// The memory that a command on a small ledger needs in addition to what it has at its start.
  private static let room = 256 << 20
  /// Twice the stack that the deepest calls need.
  private static let stack = 1 << 20

  /// Refuses limits under which no command can work.
  package static func require() throws(TooLittleMemory) {
    let limit = assay_stack_limit()
    if limit >= 0 && limit < stack {
      throw TooLittleMemory(
        reason: "the stack may have \(limit >> 10) KiB, expected \(stack >> 10) or more",
        help: "raise the limit: ulimit -s 8192")
    }
    let probe = mmap(
      nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let probe, probe != MAP_FAILED else {
      throw TooLittleMemory(
        reason: "no \(room >> 20) MiB of memory: \(FileSystem.reason(errno))",
        help: "raise the limits: ulimit -v unlimited && ulimit -d unlimited")
    }
    munmap(probe, room)
  }
}

/// The system leaves the program too little memory.
package struct TooLittleMemory: FailureError, Hashable {
  /// The scarce resource, and the amount needed.
  package let reason: String
  /// The command that raises the limit.
  package let help: String

  package var finding: Finding { SystemError.finding(reason: reason, help: help) }
}
