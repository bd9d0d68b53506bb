import Intake
import Ledger
import Platform

/// Reads settings and books as files, before anything is made of their text.
package enum BookBytes {
  /// Returns the bytes of the book at `path` of a workspace; nil if it does not exist.
  ///
  /// It refuses a path that is not a file, is unreadable, or is recognisably not text.
  package static func read(_ path: String, in root: String) throws(RunRefusal) -> [UInt8]? {
    let location: String
    do throws(SystemError) { location = try StagedBooks.location(of: path, in: root) } catch {
      let failure = FileFailure(.cannotOpen(reason: error.reason))
      throw RunRefusal(findings: [finding(of: failure, path, in: root)])
    }
    do throws(FileFailure) {
      // A link that leads nowhere is not a book that was left out.
      if try WholeFile.isMissing(location) { return nil }
      if path == WorkspacePath.settings {
        return try WholeFile.bytes(at: location, expected: "JSON", limit: SettingsFile.limit)
      }
      return try WholeFile.bytes(at: location, expected: "CSV")
    } catch {
      throw RunRefusal(findings: [finding(of: error, path, in: root)])
    }
  }

  private static func finding(of failure: FileFailure, _ path: String, in root: String) -> Finding {
    let finding = failure.finding(in: path)
    guard failure == .notAFile else { return finding }
    return Finding(
      .error, at: finding.place, code: finding.code, message: finding.message,
      help: "move it away: mv \(FileSystem.shellPath(path, in: root)) "
        + FileSystem.shellPath("..", in: root))
  }

  /// The first line of a book that is not blank, without its mark of byte order and its line end.
  static func header(_ bytes: [UInt8]) -> String {
    let line = bytes[bytes.headerStart...].prefix { $0 != 0x0A && $0 != 0x0D }
    // Blank columns count: a header that ends in a comma has one more.
    return String(decoding: line, as: UTF8.self)
  }
}
