import Glibc
import Intake
import Ledger

/// Reads settings and books as files, before anything is made of their text.
enum BookBytes {
  /// Returns the bytes of the book at `path` of a workspace; nil where nothing stands there.
  ///
  /// What is no file, cannot be read, or recognisably is no text is refused.
  static func read(_ path: String, in root: String) throws(RunRefusal) -> [UInt8]? {
    let kind: FileSystem.Kind?
    let bytes: [UInt8]
    do throws(SystemError) {
      kind = try FileSystem.kind(of: root + "/" + path)
      // A link that leads nowhere is not a book that was left out.
      if kind == nil, try FileSystem.exists(root + "/" + path) {
        throw SystemError(path: path, number: ENOENT)
      }
      if case .file = kind {
        bytes = try FileSystem.contents(of: root + "/" + path)
      } else {
        bytes = []
      }
    } catch {
      let failure = FileFailure(.cannotOpen(reason: error.reason))
      throw RunRefusal(findings: [failure.finding(in: path)])
    }
    guard let kind else { return nil }
    guard case .file = kind else { throw RunRefusal(findings: [notAFile(path, in: root)]) }
    if let kind = FileKind(bytes) {
      let expected = path == WorkspaceLoader.settingsFile ? "JSON" : "CSV"
      let failure = FileFailure(kind.fault(expected: expected), line: 1, column: 1)
      throw RunRefusal(findings: [failure.finding(in: path)])
    }
    return bytes
  }

  private static func notAFile(_ path: String, in root: String) -> Finding {
    Finding(
      .error, at: Place(file: path), code: "file.open",
      message: "not a file, expected a readable file",
      help: "move it away: mv \(FileSystem.shellPath(path, in: root)) "
        + FileSystem.shellPath("..", in: root))
  }
}
