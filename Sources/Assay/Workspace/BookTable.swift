import Intake
import Ledger
import Pricing

/// A book as read from its CSV file: cells by column name, and every fault with its place.
struct BookTable {
  let file: String
  let rows: [Row]
  private let columns: [String: Int]

  struct Row {
    let place: Place
    fileprivate let cells: [Name]
    /// The byte in the line where each cell begins, from 1.
    fileprivate let starts: [Int]
  }

  /// Reads a book, adding what is wrong with it to `faults`.
  ///
  /// - Parameters:
  ///   - required: columns without which the book cannot be read; then it has no rows.
  ///   - known: every column that the book may have.
  init(
    _ bytes: [UInt8], file: String, required: [String], known: [String],
    faults: inout [Finding]
  ) {
    self.file = file
    var columns: [String: Int] = [:]
    var rows: [Row] = []
    var isUsable = true
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for record in BookTable.records(bytes, from: start, file: file, faults: &faults) {
      if columns.isEmpty {
        columns = BookTable.header(
          record, file: file, required: required, known: known, isUsable: &isUsable,
          faults: &faults)
        if !isUsable { break }
        continue
      }
      let place = Place(file: file, line: record.line, column: 1)
      if record.cells.count != columns.count {
        let fault = BookFault.fieldCount(found: record.cells.count, expected: columns.count)
        faults.append(fault.finding(at: place))
        continue
      }
      rows.append(Row(place: place, cells: record.cells, starts: record.starts))
    }
    self.columns = columns
    self.rows = rows
  }

  /// Returns the cell of `column`; blank where the book has no such column.
  func cell(_ column: String, of row: Row) -> Name {
    columns[column].map { row.cells[$0] } ?? .empty
  }

  /// Where the cell of `column` stands.
  func place(of column: String, in row: Row) -> Place {
    Place(
      file: file, line: row.place.line, column: columns[column].map { row.starts[$0] } ?? 1)
  }

  private struct TextRecord {
    let line: Int
    let cells: [Name]
    let starts: [Int]
  }

  private static func records(
    _ bytes: [UInt8], from start: Int, file: String, faults: inout [Finding]
  ) -> [TextRecord] {
    bytes.withUnsafeBufferPointer { bytes in
      let scanner = CarefulScanner(delimiter: UInt8(ascii: ","))
      var records: [TextRecord] = []
      var at = start
      var line = 1
      while at < bytes.count {
        let place = Place(file: file, line: line, column: 1)
        guard case .record(let record) = scanner.scan(bytes, from: at, isEnd: true),
          record.fault == nil
        else {
          faults.append(BookFault.brokenQuote.finding(at: place))
          return records
        }
        if record.fields.contains(where: { String(validating: $0.text, as: UTF8.self) == nil }) {
          faults.append(BookFault.notUTF8.finding(at: place))
        } else if !record.isBlank {
          records.append(
            TextRecord(
              line: line, cells: record.fields.map { Name(bytes: $0.text) },
              starts: record.fields.map { $0.start - at + 1 }))
        }
        line += Int(record.lines)
        at = record.next
      }
      return records
    }
  }

  private static func header(
    _ record: TextRecord, file: String, required: [String], known: [String],
    isUsable: inout Bool, faults: inout [Finding]
  ) -> [String: Int] {
    var columns: [String: Int] = [:]
    for (index, cell) in record.cells.enumerated() {
      let name = cell.description.trimmedLowercase
      let place = Place(file: file, line: record.line, column: record.starts[index])
      if columns.updateValue(index, forKey: name) != nil {
        faults.append(BookFault.twiceColumn(name).finding(at: place))
        isUsable = false
      }
      if !known.contains(name) {
        let near = nearest(to: name, among: known)
        faults.append(BookFault.unknownColumn(name, near: near).finding(at: place))
      }
    }
    for name in required where columns[name] == nil {
      let place = Place(file: file, line: record.line, column: 1)
      let found = nearest(to: name, among: columns.keys.filter { !known.contains($0) })
      faults.append(BookFault.missing(column: name, found: found).finding(at: place))
      isUsable = false
    }
    return columns
  }
}

extension String {
  /// ASCII letters in lower case, without blanks at the ends.
  var trimmedLowercase: String {
    let bytes = utf8.drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }
    let lower = bytes.reversed().map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    return String(decoding: lower, as: UTF8.self)
  }
}
