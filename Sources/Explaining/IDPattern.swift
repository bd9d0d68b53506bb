import Intake
import Ledger

/// The forms of a request id in the bytes of a ledger file, and the lines that may contain it.
///
/// Lines that cannot hold the id are left out as far as the bytes of the line alone prove it.
struct IDPattern {
  private let requestID: [UInt8]
  /// The bytes that a CSV row with the id holds: the longest part that no quoting changes.
  private let part: [UInt8]
  /// The id can be in JSON as it is.
  private let isPlainInJSON: Bool

  init(_ requestID: Name) {
    precondition(!requestID.isEmpty, "a request id is not empty")
    self.requestID = requestID.bytes
    let parts = requestID.bytes.split { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    part = parts.max { $0.count < $1.count }.map(Array.init) ?? [0x22]
    isPlainInJSON = requestID.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
  }

  /// Returns the lines in `bytes`, which begin and end whole, that may hold the id, in order.
  func lines(in bytes: Bytes, layout: LedgerLayout) -> [Range<Int>] {
    if layout.usage != .native { return foreignLines(in: bytes, layout: layout) }
    switch layout.format {
    case .jsonDocument: return mayHold(bytes, layout: layout) ? [0..<bytes.count] : []
    case .csv(let delimiter): return csvLines(in: bytes, layout: layout, delimiter: delimiter)
    case .jsonLines(let endsAtCR): return jsonLines(in: bytes, endsAtCR: endsAtCR)
    }
  }

  /// True if one record may contain the id, by its bytes: they may spell an unusual id differently.
  func mayHold(_ record: Bytes, layout: LedgerLayout) -> Bool {
    let needle = layout.searched(requestID)
    return isOdd(needle) || ByteSearch.first(needle, in: record, from: 0) != nil
      || !layout.format.isCSV && escapedByte(of: needle, in: record, from: 0) != nil
  }

  /// True if an id can be written in more ways than as it is and, in JSON, with numbered escapes.
  private func isOdd(_ needle: [UInt8]) -> Bool {
    let isPlain = needle.allSatisfy {
      $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39
        || [0x2D, 0x2E, 0x3A, 0x5F].contains($0)
    }
    return !isPlain || needle.isEmpty
  }

  /// Returns the place of the next JSON escape of a byte of `needle`: `\u0061` is an a.
  private func escapedByte(of needle: [UInt8], in bytes: Bytes, from start: Int) -> Int? {
    var at = start
    while let hit = ByteSearch.first(Array("\\u00".utf8), in: bytes, from: at) {
      at = hit + 4
      guard at + 2 <= bytes.count else { return nil }
      let digits = String(decoding: bytes[at..<at + 2], as: UTF8.self)
      if let byte = UInt8(digits, radix: 16), needle.contains(byte) { return hit }
    }
    return nil
  }

  /// The lines of another tool's format: wherever the bytes of the id are, or JSON may spell them; of an odd id
  /// all lines.
  private func foreignLines(in bytes: Bytes, layout: LedgerLayout) -> [Range<Int>] {
    let needle = layout.searched(requestID)
    let endsAtCR = layout.format.endsAtCR
    var starts: Set<Int> = []
    /// Takes the line of each place that `next` gives, which is asked once a line.
    func take(_ next: (Int) -> Int?) {
      var at = 0
      while at < bytes.count, let hit = next(at) {
        starts.insert(LineEdges.start(in: bytes, of: hit, endsAtCR: endsAtCR))
        at = LineEdges.end(in: bytes, of: hit, endsAtCR: endsAtCR) + 1
      }
    }
    if isOdd(needle) {
      take { $0 }
    } else {
      take { ByteSearch.first(needle, in: bytes, from: $0) }
      if !layout.format.isCSV { take { escapedByte(of: needle, in: bytes, from: $0) } }
    }
    return starts.sorted().map { $0..<LineEdges.end(in: bytes, of: $0, endsAtCR: endsAtCR) }
      .filter { !$0.isEmpty }
  }

  private func csvLines(
    in bytes: Bytes, layout: LedgerLayout, delimiter: UInt8
  ) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var at = 0
    while let hit = ByteSearch.first(part, in: bytes, from: at) {
      at = hit + 1
      guard mayBeCell(bytes, hit, delimiter) else { continue }
      let start = LineEdges.start(in: bytes, of: hit, endsAtCR: true)
      let end = LineEdges.end(in: bytes, of: hit, endsAtCR: true)
      guard lines.last?.lowerBound != start,
        mayBeColumn(bytes, start..<hit, delimiter, layout.field(of: .requestID))
      else { continue }
      lines.append(start..<end)
    }
    return lines
  }

  /// True if the bytes around a match leave room for it to be a whole cell.
  private func mayBeCell(_ bytes: Bytes, _ hit: Int, _ delimiter: UInt8) -> Bool {
    guard part.count == requestID.count else { return true }
    // The mark by which a spreadsheet knows a text may stand before it.
    func isEdge(_ byte: UInt8) -> Bool {
      byte == delimiter || byte == 0x22 || byte == 0x27 || byte == 0x0A || byte == 0x0D
    }
    let after = hit + part.count
    return (hit == 0 || isEdge(bytes[hit - 1])) && (after == bytes.count || isEdge(bytes[after]))
  }

  /// True if a cell that `before` of its line precede may be the cell of the id.
  ///
  /// Unknown if they contain a quote.
  private func mayBeColumn(
    _ bytes: Bytes, _ before: Range<Int>, _ delimiter: UInt8, _ column: Int?
  ) -> Bool {
    var count = 0
    for index in before {
      if bytes[index] == 0x22 { return true }
      if bytes[index] == delimiter { count += 1 }
    }
    // An unquoted line may still be the rest of a quoted cell; the line tells only what it is by itself.
    return count == column || requestID.contains(delimiter) || requestID != part
  }

  private func jsonLines(in bytes: Bytes, endsAtCR: Bool) -> [Range<Int>] {
    var starts: Set<Int> = []
    var at = 0
    while isPlainInJSON, let hit = ByteSearch.first(requestID, in: bytes, from: at) {
      at = hit + 1
      let after = hit + requestID.count
      // The mark by which a spreadsheet knows a text may stand between.
      guard hit > 0, [0x22, 0x27].contains(bytes[hit - 1]), after < bytes.count,
        [0x22, 0x27].contains(bytes[after])
      else { continue }
      starts.insert(LineEdges.start(in: bytes, of: hit, endsAtCR: endsAtCR))
    }
    // Any letter of the id or of its key may be written as an escape.
    at = 0
    while let hit = ByteSearch.first(0x5C, in: bytes, from: at) {
      let end = LineEdges.end(in: bytes, of: hit, endsAtCR: endsAtCR)
      let start = LineEdges.start(in: bytes, of: hit, endsAtCR: endsAtCR)
      if EscapedIDCheck(bytes: bytes, line: start..<end).mayHideID(from: hit),
        isRow(bytes, start..<end)
      {
        starts.insert(start)
      }
      at = end
    }
    return starts.sorted().map { $0..<LineEdges.end(in: bytes, of: $0, endsAtCR: endsAtCR) }
  }

  /// True if a JSON line has the id.
  private func isRow(_ bytes: Bytes, _ line: Range<Int>) -> Bool {
    let scanner = RecordScanner(.jsonLines())
    guard
      case .record(let record) = scanner.scan(
        Bytes(rebasing: bytes[line]), from: 0, isEnd: true)
    else { return false }
    let column = LedgerColumn.requestID.rawValue
    return record.fields.count > column && record.fields[column].text == requestID
  }
}
