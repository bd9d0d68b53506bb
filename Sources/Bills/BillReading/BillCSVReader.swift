import Intake
import Ledger
import Parsing

/// Reads the records of a CSV, each strictly: as many fields as columns, quotes closed and doubled, UTF-8.
struct BillCSVReader {
  let format: BillFormat
  private let manner: BillFile.Manner
  private let delimiter: UInt8
  private let splitter: FieldSplitter
  private var header: [String] = []
  /// By field: the column of the format, or -1.
  private var columns: [Int] = []
  /// By field: the number of the column for likeness; nil for measures.
  private var texts: [UInt64?] = []
  private var undoubled: [UInt8] = []
  private var recurring: RecordTextIndex?

  private static let blockBytes = 1 << 20

  init(format: BillFormat, delimiter: UInt8, manner: BillFile.Manner) {
    self.format = format
    self.manner = manner
    self.delimiter = delimiter
    splitter = FieldSplitter(delimiter: delimiter)
  }

  mutating func read(
    _ source: ByteSource, row: inout BillRow, again: (inout BillRow) -> Bool,
    visit: (inout BillRow, Likeness?) -> Void
  ) throws(FileProblem) -> BillFile.Ending {
    let next: ReadNext
    do throws(ReadFault) { next = try source.open() } catch {
      throw FileProblem(error, path: source.path)
    }
    let buffer = BlockBuffer(blockBytes: BillCSVReader.blockBytes, read: next)
    var ending = BillFile.Ending()
    var line = 1
    while true {
      do throws(FileFailure) { try buffer.fill() } catch {
        throw FileProblem(
          Finding(
            .error, at: Place(file: source.path), code: error.fault.code,
            message: error.fault.message))
      }
      let bytes = buffer.bytes
      if bytes.isEmpty { return ending }
      var at = ending.bytes == 0 && line == 1 ? bytes.byteOrderMarkLength : 0
      let isStart = line == 1 && header.isEmpty
      if isStart, let separator = BillCSVReader.separatorEnd(bytes, from: at) {
        (at, line) = (separator, 2)
      }
      let end = try records(
        bytes, from: at, isEnd: buffer.isEnd, line: &line, path: source.path, row: &row,
        again: again, visit: visit)
      ending.bytes += Int64(end)
      buffer.consume(end)
      if manner.isBeginning, end > 0, !buffer.isEnd {
        ending.isWhole = false
        return ending
      }
      if end > 0 { continue }
      if buffer.isEnd { return ending }
      guard bytes.count < RowFault.recordLimit else {
        throw FileProblem(.longRecord, path: source.path, line: line, column: 1)
      }
      buffer.grow()
    }
  }

  /// The end of a line `sep=;` above the header; nil where there is none.
  static func separatorEnd(_ bytes: Bytes, from start: Int) -> Int? {
    let text = bytes[start...].prefix(5)
    guard text.count == 5, String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep="
    else { return nil }
    let rest = bytes[(start + 5)...]
    if rest.starts(with: [0x0D, 0x0A]) { return start + 7 }
    return rest.first == 0x0A ? start + 6 : nil
  }

  /// Reads records as long as they are whole; returns where the first begins that is not.
  private mutating func records(
    _ bytes: Bytes, from start: Int, isEnd: Bool, line: inout Int, path: String,
    row: inout BillRow, again: (inout BillRow) -> Bool,
    visit: (inout BillRow, Likeness?) -> Void
  ) throws(FileProblem) -> Int {
    let capacity = max(header.count + 1, 4_096)
    let fields = UnsafeMutablePointer<FieldSplitter.Field>.allocate(capacity: capacity)
    fields.initialize(repeating: FieldSplitter.Field(), count: capacity)
    defer { fields.deallocate() }
    var at = start
    while at < bytes.count {
      row.line = line
      if let split = splitter.split(
        bytes, from: at, isEnd: isEnd, fields: fields, capacity: capacity)
      {
        defer {
          at = split.next
          line += Int(split.lines)
        }
        if isKnown(fields, split, bytes: bytes, from: at, row: &row, again: again) { continue }
        // A blank line, or delimiters alone.
        if isBlank(fields, split.fieldCount) { continue }
        if header.isEmpty {
          takeHeader(fields, split.fieldCount, row: &row)
          continue
        }
        row.clear()
        take(fields, split, bytes: bytes, from: at, row: &row, visit: visit)
        continue
      }
      guard let next = try odd(bytes, from: at, isEnd: isEnd, line: line, path: path) else {
        return at
      }
      row.clear()
      row.note(.quote)
      visit(&row, nil)
      line += next.lines
      at = next.end
    }
    return at
  }

  /// Returns true if a record has only other figures than an earlier one, and `again` takes it as that.
  private mutating func isKnown(
    _ fields: UnsafeMutablePointer<FieldSplitter.Field>, _ split: FieldSplitter.Split,
    bytes: Bytes, from start: Int, row: inout BillRow, again: (inout BillRow) -> Bool
  ) -> Bool {
    row.number = nil
    guard split.fieldCount == header.count, recurring != nil,
      split.isASCII || TextCheck.isUTF8(Bytes(rebasing: bytes[start..<split.end]))
    else { return false }
    guard let number = recurring?.number(of: fields) else { return false }
    row.number = number
    if let cells = recurring?.cells(fields) { row.figures = cells }
    return again(&row)
  }

  /// A record that cannot be split; nil where more bytes are needed.
  private func odd(
    _ bytes: Bytes, from start: Int, isEnd: Bool, line: Int, path: String
  ) throws(FileProblem) -> (end: Int, lines: Int)? {
    switch CarefulScanner(delimiter: delimiter).scan(bytes, from: start, isEnd: isEnd) {
    case .record(let record): return (record.next, Int(record.lines))
    case .incomplete: return nil
    case .openQuote(let quote):
      let before = bytes[start..<quote]
      let lines = before.count { $0 == 0x0A }
      let column = quote - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? start) + 1
      throw FileProblem(.openQuote, path: path, line: line + lines, column: column)
    case .brokenDocument: return nil
    }
  }

  private func isBlank(_ fields: UnsafeMutablePointer<FieldSplitter.Field>, _ count: Int) -> Bool {
    for index in 0..<count
    where fields[index].bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) { return false }
    return true
  }

  private mutating func takeHeader(
    _ fields: UnsafeMutablePointer<FieldSplitter.Field>, _ count: Int, row: inout BillRow
  ) {
    header = (0..<count).map { String(decoding: fields[$0].bytes, as: UTF8.self).trimmed }
    columns = Array(repeating: -1, count: count)
    let folded = header.map(BillFormat.folded)
    let slots = format.columns
    row.cells = Array(repeating: BillRow.Cell(), count: slots.count)
    row.isThere = Array(repeating: false, count: slots.count)
    row.titles = slots.map { $0.first ?? "" }
    for (slot, names) in slots.enumerated() {
      for name in names {
        // One column may be read twice by a mapping: then the later slot copies it.
        guard !row.isThere[slot], let field = folded.firstIndex(of: name) else { continue }
        row.isThere[slot] = true
        row.titles[slot] = header[field]
        if columns[field] < 0 {
          columns[field] = slot
        } else {
          copies.append((columns[field], slot))
        }
      }
    }
    texts = header.map { format.isMeasure($0) ? nil : Likeness.column($0) }
    if manner.numbersRecords && !manner.needsLikeness {
      recurring = RecordTextIndex(format.figures, columns: columns)
    }
  }

  /// Slots that read the column of another slot.
  private var copies: [(from: Int, to: Int)] = []

  private mutating func take(
    _ fields: UnsafeMutablePointer<FieldSplitter.Field>, _ split: FieldSplitter.Split,
    bytes: Bytes, from start: Int, row: inout BillRow, visit: (inout BillRow, Likeness?) -> Void
  ) {
    if split.fieldCount != header.count {
      row.note(.fieldCount(found: split.fieldCount, expected: header.count))
      return visit(&row, nil)
    }
    if !split.isASCII, !TextCheck.isUTF8(Bytes(rebasing: bytes[start..<split.end])) {
      row.note(.notUTF8)
      return visit(&row, nil)
    }
    let pairs = (0..<split.fieldCount).reduce(0) {
      $0 + (fields[$1].hasQuotePairs ? fields[$1].bytes.count + 8 : 0)
    }
    if pairs > undoubled.count { undoubled = Array(repeating: 0, count: 2 * pairs) }
    var taken: [UInt8] = []
    swap(&taken, &undoubled)
    defer { swap(&taken, &undoubled) }
    taken.withUnsafeMutableBufferPointer { room in
      var used = 0
      for index in 0..<split.fieldCount where fields[index].hasQuotePairs {
        guard let base = room.baseAddress else { break }
        let count = FieldSplitter.writeUndoubled(fields[index].bytes, to: base + used)
        fields[index].bytes = Bytes(start: base + used, count: count)
        used += count
      }
      var likeness = manner.needsLikeness ? Likeness() : nil
      for index in 0..<split.fieldCount {
        let text = BillCSVReader.trimmed(fields[index].bytes)
        if manner.needsLikeness, let column = texts[index] { likeness?.add(text, of: column) }
        let slot = columns[index]
        if slot < 0 { continue }
        row.cells[slot].text = text
        row.cells[slot].line = row.line
        row.cells[slot].column = fields[index].place - start + 1
      }
      for copy in copies { row.cells[copy.to] = row.cells[copy.from] }
      if isHeader(fields) {
        row.note(.repeatedHeader)
        return visit(&row, nil)
      }
      format.read(&row)
      visit(&row, likeness)
    }
  }

  /// Returns true if a record repeats the header, as files that were joined have it.
  private func isHeader(_ fields: UnsafeMutablePointer<FieldSplitter.Field>) -> Bool {
    guard let first = header.first, fields[0].bytes.elementsEqual(first.utf8) else { return false }
    return header.indices.allSatisfy { fields[$0].bytes.elementsEqual(header[$0].utf8) }
  }

  @inline(__always)
  private static func trimmed(_ text: Bytes) -> Bytes {
    guard let first = text.first, let last = text.last else { return text }
    if first > 0x20 && last > 0x20 { return text }
    var from = 0
    var to = text.count
    while from < to && (text[from] == 0x20 || text[from] == 0x09) { from += 1 }
    while to > from && (text[to - 1] == 0x20 || text[to - 1] == 0x09) { to -= 1 }
    return Bytes(rebasing: text[from..<to])
  }
}
