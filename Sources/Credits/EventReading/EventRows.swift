import Intake
import Ledger
import Parsing

/// Splits the records of one file of credit events, and reads each by the fast path or the careful one.
struct EventRows {
  private let layout: EventLayout
  private let mapping: CreditMapping?
  private let mapped: MappedEvent?
  private var fast: FastEvent?
  private let plain: FastRecordSplitter
  private let scanner: CarefulScanner
  private let lines: JSONLinesScanner
  /// The line of the next record, from 1.
  private(set) var line: Int
  /// The rows so far, rejected ones included.
  private(set) var count = 0
  /// Of JSON lines, the columns that some row names, and the first place of each other member.
  private var named: Set<CreditColumn> = []
  private var members: [(name: String, line: Int, column: Int)] = []

  init(_ layout: EventLayout, _ mapping: CreditMapping?) {
    self.layout = layout
    self.mapping = mapping
    let delimiter: UInt8 = if case .csv(let delimiter) = layout.format { delimiter } else { 0x2C }
    scanner = CarefulScanner(delimiter: delimiter, expected: max(1, layout.header.count))
    lines = JSONLinesScanner(
      endsAtCR: layout.format.endsAtCR, columns: CreditColumn.jsonColumns)
    mapped = mapping.map { MappedEvent($0, names: layout.names) }
    plain = FastRecordSplitter(layout)
    let columns = layout.format.isCSV ? layout.columns : CreditColumn.allCases
    fast = mapping == nil ? FastEvent(columns: columns) : nil
    line = layout.headerLines + 1
  }

  /// Reads records as long as they are whole; returns where the first begins that is not.
  mutating func read(
    _ bytes: Bytes, isEnd: Bool, into reader: inout EventReader
  ) throws(FileFailure) -> Int {
    var at = 0
    while at < bytes.count {
      if fast != nil, let next = readFast(bytes, from: at, isEnd: isEnd, into: &reader) {
        at = next
        continue
      }
      guard let next = try readCarefully(bytes, from: at, isEnd: isEnd, into: &reader) else {
        return at
      }
      at = next
    }
    return at
  }

  /// Reads a plain record; returns where the next one begins, or nil where the careful path has to.
  @inline(__always)
  private mutating func readFast(
    _ bytes: Bytes, from start: Int, isEnd: Bool, into reader: inout EventReader
  ) -> Int? {
    guard let split = plain.split(bytes, from: start, isEnd: isEnd),
      let draft = fast?.read(plain.fields, &reader.texts)
    else { return nil }
    reader.add(draft, line: line)
    line += Int(split.lines)
    count += 1
    return split.next
  }

  /// Reads one record with every check; nil when it continues after `bytes`.
  @inline(never)
  private mutating func readCarefully(
    _ bytes: Bytes, from start: Int, isEnd: Bool, into reader: inout EventReader
  ) throws(FileFailure) -> Int? {
    let scan =
      layout.format.isCSV
      ? scanner.scan(bytes, from: start, isEnd: isEnd)
      : lines.scan(bytes, from: start, isEnd: isEnd, readsColumns: mapping == nil)
    let record: CarefulScanner.Record
    switch scan {
    case .incomplete: return nil
    case .openQuote(let quote):
      throw FileFailure.openQuote(bytes, quote: quote, from: start, line: line)
    case .brokenDocument: preconditionFailure("credit events stand in no document")
    case .record(let scanned): record = scanned
    }
    defer { line += Int(record.lines) }
    if record.isBlank {
      if record.isDelimitersAlone { reader.notes.add(.blankRow, line: line, byte: 1) }
      return record.next
    }
    count += 1
    let text = bytes[start..<record.end]
    if let fault = structureFault(record, from: start, length: text.count) {
      reader.reject([fault], nil, line: line, text: text)
      return record.next
    }
    readCells(record, text, into: &reader)
    return record.next
  }

  private mutating func readCells(
    _ record: CarefulScanner.Record, _ text: Slice<Bytes>, into reader: inout EventReader
  ) {
    let (cells, guarded) = cells(record, text)
    if !layout.format.isCSV && mapping == nil { see(record, from: text.startIndex, &reader) }
    var row = CarefulEvent(cells)
    row.read()
    var faults = row.faults
    if mapping == nil, let id = row.cell(.eventID), ChangedID.isTotal(id.text) {
      faults.insert(
        PlacedCreditFault(fault: .row(.totalLine), column: id.column.header, byte: id.byte), at: 0)
    }
    guard faults.isEmpty else {
      return reader.reject(faults, row, line: line, text: text)
    }
    for byte in guarded { reader.notes.add(.guardedID, line: line, byte: byte) }
    for (warning, byte) in row.warnings { reader.notes.add(warning, line: line, byte: byte) }
    reader.add(row.draft(&reader.texts.names), line: line)
  }

  /// Returns the cells of a record in the order in which they are judged, and where guards were taken off ids.
  private func cells(
    _ record: CarefulScanner.Record, _ text: Slice<Bytes>
  ) -> (cells: [EventCell], guarded: [Int]) {
    let start = text.startIndex
    if let mapping, let mapped {
      guard layout.format.isCSV else {
        let leaves = EventRows.leaves(Array(text))
        return (MappedEvent(mapping, names: leaves.names).cells(leaves.sources), [])
      }
      let sources = record.fields.map { (text: $0.text, byte: $0.start - start + 1) }
      return (mapped.cells(sources), [])
    }
    var cells: [EventCell] = []
    var guarded: [Int] = []
    let columns = layout.format.isCSV ? layout.columns : CreditColumn.allCases.map { $0 }
    for (field, column) in zip(record.fields, columns) {
      guard let column else { continue }
      var cell = EventCell(
        column: column, text: field.text, byte: field.start - start + 1,
        fault: field.fault.map(CreditFault.row))
      if column.content == .id, let plain = ChangedID.unguarded(cell.text) {
        cell.text = plain
        guarded.append(cell.byte)
      }
      cells.append(cell)
    }
    return (cells, guarded)
  }

  private static func leaves(_ text: [UInt8]) -> JSONLeaves {
    do throws(JSONFault) {
      var twice: [JSONFault] = []
      return JSONLeaves(try JSONReader.readLast(text, twice: &twice))
    } catch { preconditionFailure("the scanner read this line before") }
  }

  // MARK: Structure

  /// Returns the fault of the row before any cell is read.
  private func structureFault(
    _ record: CarefulScanner.Record, from start: Int, length: Int
  ) -> PlacedCreditFault? {
    func fault(_ fault: RowFault, _ field: Int? = nil) -> PlacedCreditFault {
      let byte = field.map { record.fields[$0].start } ?? record.faultPlace ?? start
      return PlacedCreditFault(
        fault: .row(fault), column: field.map(name(ofField:)) ?? "", byte: byte - start + 1)
    }
    if let found = record.fault { return fault(found, record.fields.indices.last) }
    let longest = record.fields.indices.max {
      record.fields[$0].text.count < record.fields[$1].text.count
    }
    if let longest, record.fields[longest].text.count > RowFault.fieldLimit {
      return fault(.longField(bytes: record.fields[longest].text.count), longest)
    }
    if length > RowFault.recordLimit { return fault(.longRecord(bytes: length)) }
    guard layout.format.isCSV else { return nil }
    if record.fieldCount != layout.header.count {
      return fault(.fieldCount(found: record.fieldCount, expected: layout.header.count))
    }
    for (index, field) in record.fields.enumerated() {
      if let place = TextCheck.firstPlaceThatIsNotUTF8(field.text) {
        return fault(.notUTF8(byte: field.text[place]), index)
      }
    }
    if zip(record.fields, layout.header).allSatisfy({ $0.text == $1.bytes }) {
      return fault(.repeatedHeader)
    }
    return nil
  }

  private func name(ofField field: Int) -> String {
    field < layout.header.count ? layout.names[field] : ""
  }

  // MARK: Members of JSON lines

  /// Notes the members of the row being read.
  private mutating func see(
    _ record: CarefulScanner.Record, from start: Int, _ reader: inout EventReader
  ) {
    named.formUnion(record.members.namedNumbers.map { CreditColumn.allCases[$0] })
    reader.notes.add(record.members.unknown, from: start, line: line)
    for (name, place) in record.members.unknown where members.count < UnknownMembers.limit {
      plain.objects.pass(over: name)
      if !members.contains(where: { $0.name == name.description }) {
        members.append((name.description, line, place - start + 1))
      }
    }
  }

  /// Refuses a file with a member that must be meant for a column that no row names.
  func checkMembers() throws(FileFailure) {
    for column in CreditColumn.allCases
    where !named.contains(column) && plain.objects.named & 1 << UInt64(column.rawValue) == 0 {
      let plain = PlainName(column.header)
      if let near = members.first(where: { PlainName($0.name).isSlip(of: plain, within: 0) }) {
        throw FileFailure(
          .columnMissing(name: column.header, found: near.name), line: near.line,
          column: near.column)
      }
    }
  }
}
