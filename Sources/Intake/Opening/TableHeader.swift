import Ledger
import Parsing

/// The columns of a table, from its header record.
package struct TableHeader: Sendable {
  /// The field of each known column by its number; -1 where the table has none.
  package let fields: [Int]
  /// The names as they are written, to recognise the header when it comes again.
  package let header: [Name]
  /// Columns of other names, in their order.
  package let unknown: [UnknownColumn]

  /// - Parameters:
  ///   - columns: how many columns are known.
  ///   - hasIndex: the first column has no name, and numbers the rows.
  ///   - number: returns the number of a known column by its name in lower case.
  package init(
    _ record: CarefulScanner.Record, columns: Int, hasIndex: Bool = false,
    number: (String) -> Int?
  ) throws(FileFailure) {
    var fields = [Int](repeating: -1, count: columns)
    var unknown: [UnknownColumn] = []
    var numbers: [String: Int] = [:]
    for (index, field) in record.fields.enumerated() {
      let name = folded(field.text)
      let column = field.start + 1
      let bytes = field.text.count
      guard bytes <= RowFault.fieldLimit else {
        throw FileFailure(.longName(bytes: bytes), line: 1, column: column)
      }
      if name.isEmpty, index == 0, hasIndex { continue }
      guard !name.isEmpty else {
        throw FileFailure(.columnUnnamed(index + 1), line: 1, column: column)
      }
      if let first = numbers.updateValue(index + 1, forKey: name) {
        throw FileFailure(
          .columnTwice(name: name, first: first, second: index + 1), line: 1, column: column)
      }
      if let known = number(name) {
        fields[known] = index
      } else {
        unknown.append(UnknownColumn(name: name, column: column))
      }
    }
    self.fields = fields
    self.unknown = unknown
    header = record.fields.map { Name(bytes: $0.text) }
  }

  /// A column that Assay ignores; the number is the byte of the header line, from 1.
  package struct UnknownColumn: Hashable, Sendable {
    package let name: String
    package let column: Int
  }

  /// Returns true if the first column of a header has no name and numbers the rows below it.
  package static func hasIndex(
    _ record: CarefulScanner.Record, _ bytes: Bytes, delimiter: UInt8, isEnd: Bool
  ) -> Bool {
    record.fields.first.map { trimmed($0.text).isEmpty } == true
      && IndexColumn.begins(bytes, from: record.next, delimiter: delimiter, isEnd: isEnd)
  }

  /// Refuses a header that is too long or not text, and one with an invisible byte order mark.
  package static func refuseUnreadable(
    _ bytes: Bytes, from start: Int, to end: Int
  ) throws(FileFailure) {
    guard end - start <= RowFault.recordLimit else {
      throw FileFailure(.longHeader, line: 1, column: 1)
    }
    let header = Array(bytes[start..<end])
    let mark = header.indices.first {
      header[$0] == 0xEF && header[$0...].starts(with: [0xEF, 0xBB, 0xBF])
    }
    let broken = TextCheck.firstPlaceThatIsNotUTF8(header)
    guard let place = [mark, broken].compactMap(\.self).min() else { return }
    let lines = CarefulScanner.linesAndColumn(bytes, from: 0, to: start + place)
    throw FileFailure(
      place == broken ? .notUTF8(byte: header[place]) : .byteOrderMark, line: lines.lines + 1,
      column: lines.column)
  }
}
