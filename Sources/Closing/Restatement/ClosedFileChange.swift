import Ledger
import Platform

/// A file of a close beside the same file now.
package struct ClosedFileChange: Hashable, Sendable {
  /// The states of a file, seen from the close.
  package enum State: Hashable, Sendable {
    case same
    /// Its first bytes are those of the close, and more follow.
    case grown
    /// The close does not list it.
    case added
    /// Closed bytes differ, or are missing.
    case altered
    /// It is not there any more.
    case removed
  }

  /// The path in the workspace.
  package let path: String
  package let state: State
  /// The cause of differences that its later rows make.
  package let cause: RestatementCause
  /// The bytes that the close lists; 0 of an added file.
  package let closedSize: Int64
  /// The bytes that it has now; 0 of a removed file.
  package let size: Int64

  package init(
    path: String, state: State, cause: RestatementCause, closedSize: Int64, size: Int64
  ) {
    self.path = path
    self.state = state
    self.cause = cause
    self.closedSize = closedSize
    self.size = size
  }

  /// True if the closed bytes are gone, so that no run can be made of them.
  package var isLost: Bool { state == .altered || state == .removed }

  /// Compares the inputs of a close with the inputs now; the settings and the closes are left out.
  ///
  /// - Parameters:
  ///   - sizes: the bytes of each file now, by path.
  ///   - isKept: returns true if a listed file, which is long enough, begins with its closed bytes.
  /// - Returns: one per file of either list, by the bytes of the path.
  package static func all(
    closed: [WrittenFile], sizes: [Name: Int64], isKept: (WrittenFile) throws -> Bool
  ) rethrows -> [ClosedFileChange] {
    var before: [Name: WrittenFile] = [:]
    for file in closed { before[file.name] = file }
    return try Set(before.keys).union(sizes.keys).sorted().compactMap { name in
      let path = name.description
      guard let cause = RestatementCause(fileAt: path), cause != .settings else { return nil }
      return ClosedFileChange(
        path: path, state: try state(before[name], sizes[name], isKept), cause: cause,
        closedSize: before[name]?.size ?? 0, size: sizes[name] ?? 0)
    }
  }

  private static func state(
    _ closed: WrittenFile?, _ size: Int64?, _ isKept: (WrittenFile) throws -> Bool
  ) rethrows -> State {
    guard let closed else { return .added }
    guard let size else { return .removed }
    guard size >= closed.size, try isKept(closed) else { return .altered }
    return size == closed.size ? .same : .grown
  }
}
