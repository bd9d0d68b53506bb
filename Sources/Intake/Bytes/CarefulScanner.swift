import Ledger
import Parsing

/// Splits CSV records byte by byte, as RFC 4180 has it, and says what is wrong with those it cannot.
///
/// The one place that knows the whole grammar: the ledger's careful path, headers and every book use
/// it. LF, CRLF and a lone CR end a record outside quotes.
package struct CarefulScanner {
  package let delimiter: UInt8
  private let expected: Int

  /// Makes a scanner of records that should have `expected` fields.
  ///
  /// Those over the limit are counted. Only the last and any that is too long is kept; else one line could fill the memory.
  /// Without a number, as of a header, every record of `RowFault.recordLimit` bytes is kept whole.
  package init(delimiter: UInt8, expected: Int = RowFault.recordLimit + 1) {
    self.delimiter = delimiter
    self.expected = expected
  }

  /// One record, in offsets of the bytes that were scanned.
  package struct Record {
    package var fields: [Field] = []
    /// The number of further fields, which are not kept.
    private var passedOver = 0
    /// The offset at which the text of the record ends, before its line end.
    package var end = 0
    /// The offset at which the next record begins.
    package var next = 0
    /// The number of physical lines of the record.
    package var lines: Int32 = 1
    package var fault: RowFault?
    /// The place of the fault, if it is not the start of the record.
    package var faultPlace: Int?
    package var lineEnd = LineEnd.none
    package var members = Members()
    /// The reason why the record is not usage, although it is well-formed.
    var skipped: SkippedRecord?
    /// See `CellWriter.node` and `CellWriter.isCopy`.
    var node: RecordTreeNode?
    var isCopy = false
    /// The warnings about the record, each with its place.
    var warnings: [(warning: RowWarning, place: Int)] = []
    /// The conditions that the record states besides its fields.
    var conditions = RequestConditions()
    /// The end of a JSON document, which holds no row.
    var closesDocument = false
    /// What the end of a JSON document says of pages that follow; nil where it says nothing.
    var morePages: JSONPages.More?
    /// Of a CSV, a record with delimiters and nothing between them but blanks, as spreadsheets write below their data.
    package var isDelimitersAlone = false

    /// The number of its fields, kept or not.
    package var fieldCount: Int { fields.count + passedOver }

    /// Adds a field, in place of the one before where that is not wanted.
    mutating func add(_ field: Field, expected: Int) {
      if fields.count > expected, let last = fields.last, last.text.count <= RowFault.fieldLimit {
        fields.removeLast()
        passedOver += 1
      }
      fields.append(field)
    }

    /// The line holds nothing at all: no row.
    package var isBlank: Bool {
      fault == nil
        && (closesDocument || isDelimitersAlone || fields.count == 1 && fields[0].isEmpty)
    }
  }

  /// Of JSON lines, what the members of an object are called.
  package struct Members {
    /// The numbers of the members that are columns known to Assay.
    package internal(set) var namedNumbers: [Int] = []
    /// The members that are none of these columns, each with the byte where it begins.
    package var unknown: [(name: Name, place: Int)] = []
  }

  /// One field, without its quotes.
  package struct Field {
    /// The offset at which the field begins, with its quote if it has one.
    package let start: Int
    package let text: [UInt8]
    package let isQuoted: Bool
    /// The reason why a field has no text although it is not empty.
    ///
    /// It has another type, or its content makes no sense.
    package var fault: RowFault?

    var isEmpty: Bool { text.isEmpty && !isQuoted }
  }

  /// The result of scanning from one offset.
  package enum Scan {
    case record(Record)
    /// The bytes end inside the record, and there are more.
    case incomplete
    /// The bytes of the file end inside quotes that were opened at `quote`.
    case openQuote(quote: Int)
    /// The bytes are no JSON document from `place` on.
    case brokenDocument(JSONFault.Reason, place: Int)
  }

  /// Scans the record that begins at `start`; `isEnd` tells that no bytes follow these.
  package func scan(_ bytes: Bytes, from start: Int, isEnd: Bool) -> Scan {
    var record = Record()
    var index = start
    var hasText = false
    while true {
      let field: Field
      if index < bytes.count && bytes[index] == 0x22 {
        switch quotedField(bytes, at: index, isEnd: isEnd, lines: &record.lines) {
        case .field(let text, let next):
          field = Field(start: index, text: text, isQuoted: true)
          index = next
        case .incomplete: return .incomplete
        case .open: return .openQuote(quote: index)
        }
      } else {
        let from = index
        while index < bytes.count && !endsField(bytes[index]) && bytes[index] != 0x22 { index += 1 }
        field = Field(start: from, text: Array(bytes[from..<index]), isQuoted: false)
      }
      record.add(field, expected: expected)
      hasText = hasText || field.text.contains { $0 != 0x20 && $0 != 0x09 }
      if index < bytes.count && bytes[index] == delimiter {
        index += 1
        continue
      }
      if index < bytes.count && !isLineEnd(bytes[index]) {
        record.fault = record.fields.last?.isQuoted == true ? .textAfterQuote : .quoteInsideField
        while index < bytes.count && !isLineEnd(bytes[index]) { index += 1 }
      }
      record.isDelimitersAlone = !hasText && record.fieldCount > 1
      return finish(record, bytes, at: index, isEnd: isEnd)
    }
  }

  private enum Quoted {
    case field(text: [UInt8], next: Int)
    case incomplete, open
  }

  /// Reads from an opening quote to after the closing one; a doubled quote means one.
  private func quotedField(
    _ bytes: Bytes, at quote: Int, isEnd: Bool, lines: inout Int32
  ) -> Quoted {
    var text: [UInt8] = []
    var index = quote + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        if index + 1 == bytes.count && !isEnd { return .incomplete }
        if index + 1 < bytes.count && bytes[index + 1] == 0x22 {
          text.append(0x22)
          index += 2
          continue
        }
        return .field(text: text, next: index + 1)
      }
      // CR LF counts as one line, a lone CR as one as well.
      if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
        lines += 1
      }
      text.append(byte)
      index += 1
    }
    return isEnd ? .open : .incomplete
  }

  private func finish(_ record: Record, _ bytes: Bytes, at end: Int, isEnd: Bool) -> Scan {
    var record = record
    record.end = end
    if end == bytes.count {
      guard isEnd else { return .incomplete }
      record.next = end
    } else if bytes[end] == 0x0D {
      if end + 1 == bytes.count && !isEnd { return .incomplete }
      let isBoth = end + 1 < bytes.count && bytes[end + 1] == 0x0A
      record.lineEnd = isBoth ? .both : .carriageReturn
      record.next = isBoth ? end + 2 : end + 1
    } else {
      record.lineEnd = .lineFeed
      record.next = end + 1
    }
    return .record(record)
  }

  /// Returns the number of lines that end between two offsets, and the second's column, from 1.
  package static func linesAndColumn(
    _ bytes: Bytes, from start: Int, to end: Int
  ) -> (lines: Int, column: Int) {
    var lines = 0
    var lineStart = start
    for index in start..<end {
      let isLoneCR = bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
      if bytes[index] == 0x0A || isLoneCR {
        lines += 1
        lineStart = index + 1
      }
    }
    return (lines, end - lineStart + 1)
  }

  private func endsField(_ byte: UInt8) -> Bool { byte == delimiter || isLineEnd(byte) }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
