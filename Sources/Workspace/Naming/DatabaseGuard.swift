import Ledger
import Platform

/// Looks at `assay.db`, which holds the last run: another program's file of that name, or one of a later
/// version, must not be taken for ours.
///
/// The first 100 bytes of an SQLite file tell: its magic, the user version at byte 60 and the application id
/// at byte 68, both big-endian (https://www.sqlite.org/fileformat.html, §1.3).
package enum DatabaseGuard {
  package static let file = "assay.db"
  private static let applicationID = UInt32(DatabaseMark.applicationID)
  private static let schema = UInt32(DatabaseMark.version)
  /// The files that SQLite may leave beside a database when a program dies while changing it.
  package static let leftovers = ["-journal", "-wal", "-shm"]

  /// Returns what is wrong with the file or noteworthy; nil when there is none or it is ours and whole.
  package static func finding(in workspace: String) throws(SystemError) -> Finding? {
    let path = workspace + "/" + file
    guard let kind = try FileSystem.kind(of: path) else { return nil }
    guard case .file(let size, _) = kind else {
      return foreign("not a regular file", in: workspace)
    }
    // The shell of SQLite leaves an empty file where it looked for one that is not there.
    if size == 0 { return nil }
    let header = try FileSystem.beginning(of: path, count: 100)
    guard header.starts(with: "SQLite format 3\0".utf8), header.count == 100 else {
      return foreign("not an SQLite database", in: workspace)
    }
    guard number(header, at: 68) == applicationID else {
      return foreign("another program's database", in: workspace)
    }
    guard number(header, at: 60) <= schema else {
      return Finding(
        .error, at: Place(file: file), code: "db.newer",
        message: "a later version of Assay created it (schema \(number(header, at: 60)));"
          + " this version reads schema \(schema)",
        help: "use the later version, or move the file away (a run creates a new one): "
          + move(in: workspace))
    }
    if let damage = try damage(of: path, size: size, header) {
      return Finding(
        .note, at: Place(file: file), code: "db.rebuilt",
        message: "damaged (\(damage)); a run creates a new one")
    }
    for leftover in leftovers where try FileSystem.exists(path + leftover) {
      return Finding(
        .note, at: Place(file: file), code: "db.recovered",
        message:
          "a program is writing it, or was killed while writing it (\(file)\(leftover)); a run creates"
          + " a new one")
    }
    return nil
  }

  /// Returns evidence that our database is not as a run wrote it, without reading all of it.
  ///
  /// Nil if there is no such evidence.
  ///
  /// The size of a page is at byte 16, where 1 is 65,536, and their number at byte 28; the first page
  /// has the tree of the schema at byte 100.
  private static func damage(
    of path: String, size: Int64, _ header: [UInt8]
  ) throws(SystemError) -> String? {
    let stated = Int64(header[16]) << 8 | Int64(header[17])
    let expected = Int64(number(header, at: 28)) * (stated == 1 ? 65_536 : stated)
    if size != expected { return "\(size) bytes, expected \(expected)" }
    let tree = try FileSystem.beginning(of: path, count: 101).last
    return tree == 5 || tree == 13 ? nil : "no tree on its first page"
  }

  private static func foreign(_ what: String, in workspace: String) -> Finding {
    Finding(
      .error, at: Place(file: file), code: "db.foreign",
      message: "\(what), expected one made by assay",
      help: "move the file away: " + move(in: workspace))
  }

  /// Returns a shell command that renames the file.
  private static func move(in workspace: String) -> String {
    let path = FileSystem.shellPath(file, in: workspace)
    return "mv \(path) \(FileSystem.shellPath(file + ".old", in: workspace))"
  }

  private static func number(_ header: [UInt8], at place: Int) -> UInt32 {
    header[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
