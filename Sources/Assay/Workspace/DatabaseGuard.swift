import Ledger

/// Looks at `assay.db`, which will hold the last run: another program's file of that name, or one of a later
/// version, must not be taken for ours.
///
/// The first 100 bytes of an SQLite file tell: its magic, the user version at byte 60 and the application id
/// at byte 68, both big-endian (https://www.sqlite.org/fileformat.html, §1.3).
enum DatabaseGuard {
  static let file = "assay.db"
  /// "ASSY".
  static let applicationID: UInt32 = 0x4153_5359
  /// The schema that this version knows.
  static let schema: UInt32 = 1

  /// Returns what is wrong with the file; nil when there is none or it is ours.
  static func finding(in workspace: String) throws(SystemError) -> Finding? {
    let path = workspace + "/" + file
    guard let kind = try FileSystem.kind(of: path) else { return nil }
    guard case .file = kind else { return foreign("not a regular file") }
    let header = try FileSystem.beginning(of: path, count: 100)
    guard header.starts(with: "SQLite format 3\0".utf8), header.count == 100 else {
      return foreign("not an SQLite database")
    }
    guard number(header, at: 68) == applicationID else {
      return foreign("another program's database")
    }
    guard number(header, at: 60) <= schema else {
      return Finding(
        .error, at: Place(file: file), code: "db.newer",
        message: "made by assay schema \(number(header, at: 60)), this one knows \(schema)",
        help: "use the later version, or move the file away: it can be made again")
    }
    return nil
  }

  private static func foreign(_ what: String) -> Finding {
    Finding(
      .error, at: Place(file: file), code: "db.foreign",
      message: "\(what), expected one made by assay", help: "move the file away")
  }

  private static func number(_ header: [UInt8], at place: Int) -> UInt32 {
    header[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
