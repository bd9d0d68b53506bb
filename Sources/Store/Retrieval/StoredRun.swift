import Ledger
import Platform

/// The database of the last run, opened to be asked.
package final class StoredRun {
  let connection: Connection
  /// The version of the program that made it.
  package let version: String
  /// The first and the last day with usage; nil without any.
  package let days: ClosedRange<Day>?
  /// The reporting zone (IANA).
  package let timeZone: String
  /// The instant as of which the books count; nil: everything in them.
  package let knownAt: String?
  /// Books or recorded credits say what customers pay; if not, credits and revenue are not known.
  package let isSold: Bool
  /// Rows of the ledger that could not be used.
  package let rejectedRows: Int64

  /// Opens the database at `path`; nil where it has another schema.
  package init?(at path: String) throws {
    connection = try Connection(path)
    let schema = try connection.query("PRAGMA user_version")
    guard try schema.step(), schema.integer(0) == Int64(DatabaseMark.version) else { return nil }
    let run = try connection.query(
      """
      SELECT assay, time_zone, is_sold, first_day, last_day, as_known_at,
        (SELECT sum(rows_rejected) FROM input_file) FROM run
      """)
    guard try run.step(), let version = run.word(0), let zone = run.word(1) else { return nil }
    (self.version, timeZone, isSold) = (version, zone, run.integer(2) == 1)
    let ends = [run.word(3), run.word(4)].map { $0.flatMap { Day($0) } }
    days = ends[0].flatMap { first in ends[1].map { first...$0 } }
    knownAt = run.word(5)
    rejectedRows = run.integer(6)
  }

  /// The files that were read, by the bytes of their paths.
  package func inputs() throws -> [WrittenFile] {
    let rows = try connection.query("SELECT path, bytes, sha256 FROM input_file ORDER BY path")
    var files: [WrittenFile] = []
    while try rows.step() {
      files.append(
        WrittenFile(rows.name(0), size: rows.integer(1), sha256: rows.name(2).description))
    }
    return files
  }

  /// The days with usage, in order.
  package func usedDays() throws -> [Day] {
    let rows = try connection.query("SELECT DISTINCT day FROM daily ORDER BY day")
    var days: [Day] = []
    while try rows.step() {
      guard let day = rows.word(0).flatMap({ Day($0) }) else {
        preconditionFailure("the database of a run has days")
      }
      days.append(day)
    }
    return days
  }
}
