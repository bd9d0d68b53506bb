import Ledger
import Parsing

/// The progress in reading a piece of a ledger file, with the counts so far.
package struct PieceProgress: Sendable {
  /// The piece's number within its slice.
  package let piece: Int32
  /// The physical lines read so far, which is the line of the next record counted from 0.
  package internal(set) var line: Int32 = 0
  /// The offset of the next record in the file.
  package var offset: Int64
  /// The rows read so far, rejected ones included; blank lines are none.
  package internal(set) var rows: Int64 = 0
  package internal(set) var linesWithLF: Int64 = 0
  package internal(set) var linesWithCRLF: Int64 = 0
  package internal(set) var linesWithCR: Int64 = 0
  /// The line of the first record that ended so.
  package internal(set) var firstLF: Int32 = 0
  package internal(set) var firstCRLF: Int32 = 0
  package internal(set) var firstCR: Int32 = 0
  /// One, or none as long as there is nothing in it: a ledger may have very many files.
  var rare: [Rare] = []
  /// Of a JSON document, whether its end was read.
  package internal(set) var isDocumentClosed = false
  /// Of a JSON document, where the line starts on which the next record is.
  package internal(set) var lineOffset: Int64?

  /// The data that few pieces have.
  package struct Rare: Sendable {
    /// One entry per kind of warning, with the line of the first row that had it.
    package internal(set) var warnings: [RowWarning: Seen] = [:]
    /// Of JSON lines, the members that are not native columns.
    package internal(set) var unknownMembers = UnknownMembers()
    /// Of JSON lines, the columns that some row names.
    package internal(set) var namedColumns: Set<LedgerColumn> = []
    /// Records of logs that are no usage, by why, with the line of the first of each.
    package internal(set) var skipped: [SkippedRecord: Seen] = [:]

    /// The number of words of usage that a rule left out which are kept apart.
    ///
    /// They are the first by their bytes, so that those of a file do not depend on where it is cut. Messages name fewer.
    static let wordLimit = 16

    /// Adds a record that is no usage.
    ///
    /// Exports may have very many words.
    mutating func skip(_ reason: SkippedRecord, _ seen: Seen) {
      guard case .withUsage(let usage) = reason, !usage.word.isEmpty, skipped[reason] == nil else {
        skipped[reason] = skipped[reason]?.joined(seen) ?? seen
        return
      }
      skipped[reason] = seen
      let words = skipped.keys.compactMap { key -> String? in
        guard case .withUsage(let other) = key, other.ofAnyWord == usage.ofAnyWord
        else { return nil }
        return other.word.isEmpty ? nil : other.word
      }
      guard words.count > Rare.wordLimit, let last = words.max(),
        let dropped = skipped.removeValue(forKey: .withUsage(usage.of(word: last)))
      else { return }
      skip(.withUsage(usage.ofAnyWord), dropped)
    }
  }

  /// The number of rows that had something, with the line of the first and its byte from 1.
  package struct Seen: Hashable, Sendable {
    package var count: Int64
    package let line: Int32
    package let column: Int?

    /// The records of both, by the first of them.
    func joined(_ other: Seen) -> Seen {
      let first = line <= other.line ? self : other
      return Seen(count: count + other.count, line: first.line, column: first.column)
    }
  }

  /// - Parameter lineOffset: of a JSON document, where the line starts on which the first record is.
  package init(piece: Int32, offset: Int64, lineOffset: Int64? = nil) {
    self.piece = piece
    self.offset = offset
    self.lineOffset = lineOffset
  }

  /// The data that few pieces have; nil if this piece has none.
  package var noted: Rare? { rare.first }

  /// Makes room for what few pieces have.
  private mutating func makeRoom() {
    if rare.isEmpty { rare.append(Rare()) }
  }

  /// Counts the rows and lines of one record, and how it ended.
  @inline(__always)
  mutating func count(rows: Int64, lines: Int32, end: LineEnd) {
    self.rows &+= rows
    switch end {
    case .lineFeed:
      if linesWithLF == 0 { firstLF = line }
      linesWithLF &+= 1
    case .both:
      if linesWithCRLF == 0 { firstCRLF = line }
      linesWithCRLF &+= 1
    case .carriageReturn:
      if linesWithCR == 0 { firstCR = line }
      linesWithCR &+= 1
    case .none: break
    }
    line += lines
  }

  /// Notes the members of the row being read.
  mutating func saw(_ members: CarefulScanner.Members, from start: Int) {
    makeRoom()
    for (name, place) in members.unknown {
      rare[0].unknownMembers.add(name, line: line, column: place - start + 1)
    }
    for number in members.namedNumbers {
      let column = LedgerColumn.allCases[number]
      if !rare[0].namedColumns.contains(column) { rare[0].namedColumns.insert(column) }
    }
  }

  /// Counts a warning about the row at `line` of the piece, whose cell at the byte `column` it is about.
  package mutating func warn(_ warning: RowWarning, line: Int32, column: Int? = nil) {
    makeRoom()
    rare[0].warnings[warning, default: Seen(count: 0, line: line, column: column)].count += 1
  }

  /// Counts a record that is no usage.
  mutating func skip(_ reason: SkippedRecord) {
    makeRoom()
    rare[0].skip(reason, Seen(count: 1, line: line, column: nil))
  }

  mutating func closeDocument() { isDocumentClosed = true }

  /// The bytes of the line before the record at `offset`.
  func columnsBefore(_ offset: Int64) -> Int { lineOffset.map { Int(offset - $0) } ?? 0 }

  /// Notes where the line of the next record begins, of which more than one may be on a line.
  mutating func passLines(
    _ bytes: Bytes, from start: Int, to next: Int, origin: Int64, _ format: RecordFormat
  ) {
    guard format.isJSONDocument, lineOffset != nil,
      let feed = bytes[start..<next].lastIndex(of: 0x0A)
    else { return }
    lineOffset = origin + Int64(feed) + 1
  }
}

extension FileFailure {
  /// The failure of a document that is none from `place` of `bytes` on, within or after the record at `start`,
  /// which is at `offset` of the file.
  init(
    document reason: JSONFault.Reason, _ bytes: Bytes, from start: Int, to place: Int,
    offset: Int64, _ progress: PieceProgress
  ) {
    let end = min(place, bytes.count)
    let feeds = bytes[start..<end].count { $0 == 0x0A }
    let lineStart = bytes[start..<end].lastIndex(of: 0x0A).map { $0 + 1 }
    let column =
      lineStart.map { end - $0 + 1 }
      ?? progress.columnsBefore(offset) + end - start + 1
    self.init(.document(reason), line: Int(progress.line) + feeds + 1, column: column)
  }
}
