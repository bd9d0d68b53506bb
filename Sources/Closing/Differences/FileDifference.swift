import Intake
import Ledger

/// The first difference between a file as it was closed and as it is now.
package struct FileDifference: Hashable, Sendable {
  /// The line of the present file, from 1; the first line that one of the files lacks.
  package let line: Int
  /// The byte in the line, from 1; nil where the whole line is meant.
  package let column: Int?
  package let kind: Kind

  /// The kind of the difference.
  package enum Kind: Hashable, Sendable {
    /// A field of a CSV file; `row` counts the rows below the header, from 1.
    case field(row: Int, column: String, closed: String, present: String)
    /// Another part of a text.
    case text(closed: String, present: String)
    /// The present file has no such line.
    case ends
    /// The present file has a line more.
    case more
  }

  /// Returns the first difference; nil where both hold the same.
  ///
  /// - Parameters:
  ///   - closed: the path of a file with the closed bytes.
  ///   - present: the path of the file as it is.
  ///   - inflates: compares what gzip files hold.
  static func first(
    closed: String, present: String, inflates: Bool = false
  ) throws(FileFailure) -> FileDifference? {
    let name = closed.hasSuffix(".gz") ? String(closed.dropLast(3)) : closed
    let isCSV = name.hasSuffix(".csv")
    let (old, new) = (
      try TextRecords.open(closed, isCSV: isCSV, inflates: inflates),
      try TextRecords.open(present, isCSV: isCSV, inflates: inflates)
    )
    var header: [String]?
    var row = 0
    while true {
      let (was, now) = (try old.next(), try new.next())
      guard let was else {
        return now.map { FileDifference(line: $0.line, column: nil, kind: .more) }
      }
      guard let now else { return FileDifference(line: was.line, column: nil, kind: .ends) }
      if was.bytes != now.bytes {
        let columns = isCSV ? header : nil
        return difference(was, now, columns: columns, row: row)
      }
      if isCSV && header == nil { header = CSVRecord.fields(was.bytes) }
      row += 1
    }
  }

  /// Returns the difference of two records, which differ.
  static func difference(
    _ was: TextRecords.Record, _ now: TextRecords.Record, columns: [String]?, row: Int
  ) -> FileDifference {
    let same = zip(was.bytes, now.bytes).prefix { $0 == $1 }.count
    let before = now.bytes[..<same]
    let lines = before.count { $0 == 0x0A }
    let column = same - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    func make(_ kind: Kind) -> FileDifference {
      FileDifference(line: now.line + lines, column: column, kind: kind)
    }
    if let columns, let old = CSVRecord.fields(was.bytes), let new = CSVRecord.fields(now.bytes),
      old.count == columns.count, new.count == columns.count,
      let index = old.indices.first(where: { old[$0] != new[$0] })
    {
      return make(.field(row: row, column: columns[index], closed: old[index], present: new[index]))
    }
    // A little of what is before, so that the text can be recognised.
    let start = max(0, same - 16)
    func part(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[min(start, bytes.count)...].prefix(64), as: UTF8.self)
    }
    return make(.text(closed: part(was.bytes), present: part(now.bytes)))
  }
}

extension FileDifference {
  /// The difference of a report in words, as in `row 3, revenue_usd is 70.35, was 70.34`.
  var words: String {
    switch kind {
    case .field(let row, _, _, _): "row \(row), \(values)"
    case .text: "line \(line) \(values)"
    case .ends: "line \(line) and the lines after it are gone"
    case .more: "line \(line) was not there"
    }
  }

  /// The difference in words, for use after its line.
  var detail: String {
    switch kind {
    case .field: words
    case .text: "it \(values)"
    case .ends: "it and the lines after it are gone"
    case .more: "it was not there"
    }
  }

  /// The change of an input in words, as in `line 4711 was changed: input_tokens is 5, was 7`.
  var change: String {
    switch kind {
    case .field, .text: "line \(line) was changed: \(values)"
    case .ends, .more: words
    }
  }

  /// The values on both sides.
  private var values: String {
    switch kind {
    case .field(_, let column, let closed, let present):
      "\(column) is \(FileDifference.shown(present)), was \(FileDifference.shown(closed))"
    case .text(let closed, let present):
      "is \(FileDifference.quoted(present)), was \(FileDifference.quoted(closed))"
    case .ends, .more: ""
    }
  }

  private static func shown(_ text: String) -> String {
    text.isEmpty ? "blank" : SafeText.safe(text.excerpt)
  }

  private static func quoted(_ text: String) -> String {
    "\"" + SafeText.safe(text.excerpt.trimmingLineEnd) + "\""
  }
}

extension String {
  /// Without the line end at its end.
  fileprivate var trimmingLineEnd: String {
    String(decoding: utf8.reversed().drop { $0 == 0x0A || $0 == 0x0D }.reversed(), as: UTF8.self)
  }
}
