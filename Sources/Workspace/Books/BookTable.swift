import Intake
import Ledger
import Parsing
import Pricing

/// A book as read from its CSV file: cells by column name, and every fault with its place.
package struct BookTable {
  package let file: String
  package let rows: [Row]
  private let columns: [String: Int]
  /// Those whose texts are looked at.
  let textColumns: BookCells.TextColumns

  /// A row, its cells in the order of the header.
  package struct Row {
    package let place: Place
    /// In the order of the header.
    package let cells: [Name]
    /// The byte in the line where each cell begins, from 1.
    fileprivate let starts: [Int]

    /// Returns the place of a cell.
    package func place(of cell: Int) -> Place {
      Place(file: place.file, line: place.line, column: starts[cell])
    }
  }

  /// Reads a book, adding what is wrong with it to `faults`.
  ///
  /// - Parameters:
  ///   - required: columns without which the book cannot be read; then it has no rows.
  ///   - known: every column that the book may have.
  package init(
    _ bytes: [UInt8], file: String, required: [String], known: [String],
    faults: inout [Finding]
  ) {
    self.file = file
    var rows: [Row] = []
    columns = BookTable.forEachRow(
      of: bytes, file: file, required: required, known: known, faults: &faults
    ) { row, _ in rows.append(row) }
    self.rows = rows
    textColumns = BookCells.TextColumns(columns)
  }

  /// Reads a book row by row, for one that need not be held in memory; returns where its columns are.
  package static func forEachRow(
    of bytes: [UInt8], file: String, required: [String], known: [String],
    faults: inout [Finding], _ body: (Row, _ columns: [String: Int]) -> Void
  ) -> [String: Int] {
    let start = bytes.byteOrderMarkLength
    if start == bytes.count {
      faults.append(FileFailure(.emptyBook).finding(in: file))
      return [:]
    }
    var columns: [String: Int] = [:]
    var notes: [Finding] = []
    let before = faults.count
    let delimiter = BookTable.delimiter(bytes, known: known)
    BookTable.forEachRecord(bytes, from: start, delimiter: delimiter, file: file, faults: &faults) {
      record in
      if columns.isEmpty {
        var isUsable = true
        columns = BookTable.header(
          record, file: file, required: required, known: known, isUsable: &isUsable,
          faults: &notes)
        return isUsable
      }
      let place = Place(file: file, line: record.line, column: 1)
      if record.count != columns.count {
        let fault = BookFault.fieldCount(found: record.count, expected: columns.count)
        notes.append(fault.finding(at: place))
      } else {
        body(Row(place: place, cells: record.cells, starts: record.starts), columns)
      }
      return true
    }
    if columns.isEmpty, notes.isEmpty, faults.count == before {
      faults.append(
        BookTable.noHeader(known, at: Place(file: file, line: 1, column: 1)))
    }
    faults += notes
    return columns
  }

  /// Returns true if the book has `column`.
  func has(_ column: String) -> Bool { columns[column] != nil }

  /// Returns the cell of `column`; blank where the book has no such column.
  package func cell(_ column: String, of row: Row) -> Name {
    columns[column].map { row.cells[$0] } ?? .empty
  }

  /// Returns the place of the cell of `column`.
  package func place(of column: String, in row: Row) -> Place {
    Place(
      file: file, line: row.place.line, column: columns[column].map { row.starts[$0] } ?? 1)
  }

  private struct TextRecord {
    let line: Int
    let cells: [Name]
    let starts: [Int]
    /// The number of its cells; of a record over 2 MiB not all are here.
    let count: Int
  }

  /// Passes the records that can be read to `body` until it returns false; what is wrong with others is noted.
  private static func forEachRecord(
    _ bytes: [UInt8], from start: Int, delimiter: UInt8, file: String, faults: inout [Finding],
    _ body: (TextRecord) -> Bool
  ) {
    bytes.withUnsafeBufferPointer { bytes in
      let scanner = CarefulScanner(delimiter: delimiter)
      var at = start
      var line = 1
      while at < bytes.count {
        let record: CarefulScanner.Record
        switch scanner.scan(bytes, from: at, isEnd: true) {
        case .record(let scanned): record = scanned
        case .incomplete, .brokenDocument:
          preconditionFailure("no bytes follow these records of CSV")
        case .openQuote(let quote):
          faults.append(
            FileFailure.openQuote(bytes, quote: quote, from: at, line: line).finding(in: file))
          return
        }
        func note(_ fault: BookFault, in field: CarefulScanner.Field?) {
          let column = field.map { $0.start - at + 1 } ?? 1
          faults.append(fault.finding(at: Place(file: file, line: line, column: column)))
        }
        let broken = record.fields.first { TextCheck.firstPlaceThatIsNotUTF8($0.text) != nil }
        if record.fault != nil {
          note(.brokenQuote, in: record.fields.last)
        } else if let broken {
          note(.notUTF8, in: broken)
        } else if !record.isBlank {
          let text = TextRecord(
            line: line, cells: record.fields.map { Name(bytes: $0.text) },
            starts: record.fields.map { $0.start - at + 1 }, count: record.fieldCount)
          if !body(text) { return }
        }
        line += Int(record.lines)
        at = record.next
      }
    }
  }

  /// The delimiter by which the header has the most known columns; a comma where none has any.
  static func delimiter(_ bytes: [UInt8], known: [String]) -> UInt8 {
    let start = bytes.headerStart
    func columns(_ delimiter: UInt8) -> Int {
      let scan = bytes.withUnsafeBufferPointer {
        CarefulScanner(delimiter: delimiter).scan($0, from: start, isEnd: true)
      }
      guard case .record(let header) = scan else { return 0 }
      return header.fields.count {
        known.contains(Name(bytes: $0.text).description.trimmedLowercase)
      }
    }
    let delimiters = LedgerLayout.delimiters
    return delimiters.dropFirst().reduce(delimiters[0]) {
      columns($1) > columns($0) ? $1 : $0
    }
  }

  /// The fault of a book whose first line names no column that it may have.
  private static func noHeader(_ known: [String], at place: Place) -> Finding {
    let fault = BookFault.noHeader.finding(at: place)
    return Finding(
      fault.severity, at: place, code: fault.code, message: fault.message,
      help: "\(fault.help ?? "name the columns"): \(known.joined(separator: ","))")
  }

  private static func header(
    _ record: TextRecord, file: String, required: [String], known: [String],
    isUsable: inout Bool, faults: inout [Finding]
  ) -> [String: Int] {
    let names = record.cells.map { $0.description.trimmedLowercase }
    func note(_ fault: BookFault, in index: Int = 0) {
      let place = Place(file: file, line: record.line, column: record.starts[index])
      if fault.severity == .error { isUsable = false }
      faults.append(fault.finding(at: place))
    }
    guard names.contains(where: known.contains) else {
      isUsable = false
      faults.append(noHeader(known, at: Place(file: file, line: record.line, column: 1)))
      return [:]
    }
    var columns: [String: Int] = [:]
    // Under a name one letter off, what a column states would silently be its default: paid, standard, approved.
    let absent = known.filter { !names.contains($0) && !required.contains($0) }
    for (index, name) in names.enumerated() {
      if name.isEmpty {
        note(.unnamedColumn(index + 1), in: index)
      } else if let first = columns.updateValue(index, forKey: name) {
        note(.twiceColumn(name, first: first + 1, second: index + 1), in: index)
      } else if !known.contains(name) {
        let plain = PlainName(name)
        let meant = absent.first { plain.isSlip(of: PlainName($0), within: 1) }
        note(
          meant.map { .missing(column: $0, found: name) }
            ?? .unknownColumn(name, near: nearest(to: name, among: known)), in: index)
      }
    }
    for name in required where columns[name] == nil {
      let found = nearest(to: name, among: columns.keys.filter { !known.contains($0) })
      note(.missing(column: name, found: found))
    }
    return columns
  }
}

extension [UInt8] {
  /// The start of the first line of a book, after its byte order mark and blank lines.
  var headerStart: Int {
    self[byteOrderMarkLength...].firstIndex { $0 != 0x0A && $0 != 0x0D } ?? count
  }
}

extension String {
  /// ASCII letters in lower case, without blanks at the ends.
  package var trimmedLowercase: String {
    let bytes = utf8.drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }
    let lower = bytes.reversed().map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    return String(decoding: lower, as: UTF8.self)
  }
}

extension BookTable {
  /// The columns of a book with a header, in lower case, and what parts them: by what most columns of `known` are seen.
  package static func headerColumns(
    of header: String, known: [String]
  ) -> (names: [String], delimiter: Character) {
    let mark = Character(
      UnicodeScalar(delimiter(Array(header.utf8), known: known)))
    let names = header.split(separator: mark, omittingEmptySubsequences: false).map {
      String($0).filter { $0 != "\"" }.trimmedLowercase
    }
    return (names, mark)
  }
}
