import Intake

/// Two CSV files compared by the names of their columns, as two versions of Assay write them.
enum NamedColumns {
  /// Returns the first difference in a column of the closed file; nil where each of its columns is the same.
  ///
  /// Columns that were added since are passed over.
  static func first(closed: String, present: String) throws(FileFailure) -> FileDifference? {
    let (old, new) = (
      try TextRecords.open(closed, isCSV: true, inflates: false),
      try TextRecords.open(present, isCSV: true, inflates: false)
    )
    guard let was = try old.next(), let columns = CSVRecord.fields(was.bytes) else { return nil }
    guard let now = try new.next(), let names = CSVRecord.fields(now.bytes) else {
      return FileDifference(line: 1, column: nil, kind: .ends)
    }
    let places = columns.map { names.firstIndex(of: $0) }
    if let index = places.firstIndex(of: nil) {
      return FileDifference(
        line: 1, column: nil, kind: .text(closed: columns[index], present: "no such column"))
    }
    let order = places.compactMap(\.self)
    var row = 1
    while true {
      let (was, now) = (try old.next(), try new.next())
      guard let was else {
        return now.map { FileDifference(line: $0.line, column: nil, kind: .more) }
      }
      guard let now else { return FileDifference(line: was.line, column: nil, kind: .ends) }
      if was.bytes != now.bytes || names != columns {
        let (old, new) = (CSVRecord.fields(was.bytes) ?? [], CSVRecord.fields(now.bytes) ?? [])
        for (index, place) in order.enumerated() where index < old.count {
          let present = place < new.count ? new[place] : ""
          guard old[index] != present else { continue }
          return FileDifference(
            line: now.line, column: nil,
            kind: .field(row: row, column: columns[index], closed: old[index], present: present))
        }
      }
      row += 1
    }
  }
}
