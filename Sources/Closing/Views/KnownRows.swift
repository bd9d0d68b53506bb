import Intake
import Ledger
import Platform
import Workspace

/// The rows of a book that were known at an instant.
enum KnownRows {
  /// Returns the bytes of a book without the rows that were recorded later; nil where no row was.
  ///
  /// - Parameters:
  ///   - file: the book, of which only the rows that are shown are read.
  ///   - location: where it is on disk.
  static func bytes(
    of file: ViewFile, at location: String, _ knownAt: Instant
  ) throws -> [UInt8]? {
    let whole = try FileSystem.contents(of: location)
    let shown = file.length.map { Array(whole.prefix(Int($0))) } ?? whole
    let later = later(in: shown, file: file.path, knownAt)
    if later.isEmpty { return nil }
    var rest = shown[...]
    let records = TextRecords(isCSV: true) { buffer in
      let count = min(rest.count, buffer.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
    var known: [UInt8] = []
    while let record = try records.next() {
      if !later.contains(record.line) { known += record.bytes }
    }
    return known
  }

  /// The lines on which rows begin that were recorded later.
  private static func later(
    in book: [UInt8], file: String, _ knownAt: Instant
  ) -> Set<Int> {
    var lines: Set<Int> = []
    // A book that cannot be read is refused when it is used.
    var faults: [Finding] = []
    _ = BookTable.forEachRow(
      of: book, file: file, required: [], known: columns, faults: &faults
    ) { row, columns in
      if isRecordedLater(row, columns, than: knownAt), let line = row.place.line {
        lines.insert(line)
      }
    }
    return lines
  }

  /// True for a row that states a later time of its recording.
  static func isRecordedLater(
    _ row: BookTable.Row, _ columns: [String: Int], than knownAt: Instant
  ) -> Bool {
    columns["recorded_at"].flatMap { Instant(dayOrInstant: row.cells[$0].description) }
      .map { $0 > knownAt } ?? false
  }

  /// The columns by which the header of a book is known.
  static let columns = [
    "provider", "model", "alias", "unit_class", "price_usd", "per", "effective_from",
    "effective_to", "recorded_at", "source", "level", "tier", "multiplier", "is_free", "day",
    "currency", "usd_per_unit", "account_id", "plan", "code", "kind", "package", "credits", "id",
    "month", "scope", "organisation_id", "actor", "capability", "rank",
  ]
}
