import Intake
import Ledger
import Parsing

/// The beginning of a file of credit events: its format and the places of its columns.
struct EventLayout {
  let format: RecordFormat
  /// The offset at which the first record begins.
  var headerEnd: Int
  /// The number of physical lines before it.
  var headerLines: Int
  /// The names in the header, to recognise the header when it comes again; empty for JSON lines.
  var header: [Name] = []
  /// By field: the column of events; nil for an unknown one, and for all of a mapped file.
  var columns: [CreditColumn?] = []
  /// Unknown columns.
  var unknown: [TableHeader.UnknownColumn] = []
  /// The first column has no name, and numbers the rows.
  var hasIndex = false

  /// The names in lower case, by field.
  var names: [String] { header.map { EventLayout.folded($0.bytes) } }

  /// A name in lower case and without blanks around it.
  static func folded(_ bytes: [UInt8]) -> String {
    let text = bytes.drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }
    return String(decoding: text.reversed(), as: UTF8.self).lowercased()
  }

  /// Reads the beginning of a file from its first bytes; nil when more of it has to be seen.
  static func read(
    _ bytes: Bytes, isEnd: Bool, _ input: EventInput
  ) throws(FileFailure) -> EventLayout? {
    guard
      let text = try TextStart.read(bytes, isEnd: isEnd, isJSONLines: input.isJSONLines)
    else { return nil }
    if input.isJSONLines || text.first == 0x7B {
      let lines = bytes[text.start...]
      return EventLayout(
        format: .jsonLines(endsAtCR: TextStart.endsAtCR(lines)), headerEnd: text.start,
        headerLines: 0)
    }
    if text.first == 0x5B { throw FileFailure(.otherKind("JSON document"), line: 1, column: 1) }
    if bytes.count - text.start < SeparatorLine.enough && !isEnd { return nil }
    guard let separator = SeparatorLine(bytes, from: text.start) else {
      return try table(bytes, from: text.start, LedgerLayout.delimiters, isEnd: isEnd, input)
    }
    do throws(FileFailure) {
      var layout = try table(
        bytes, from: separator.end, [separator.delimiter], isEnd: isEnd, input)
      layout?.headerLines += 1
      return layout
    } catch {
      guard error.line == 1 else { throw error }
      throw FileFailure(
        error.fault, line: 2, column: error.column.map { max(1, $0 - separator.end) })
    }
  }

  /// Reads the header at `start`, in which one of `delimiters` separates columns.
  private static func table(
    _ bytes: Bytes, from start: Int, _ delimiters: [UInt8], isEnd: Bool, _ input: EventInput
  ) throws(FileFailure) -> EventLayout? {
    var found: [EventLayout] = []
    var failures: [(failure: FileFailure, known: Int)] = []
    for delimiter in delimiters {
      switch CarefulScanner(delimiter: delimiter).scan(bytes, from: start, isEnd: isEnd) {
      case .incomplete: return nil
      case .openQuote, .brokenDocument:
        failures.append((FileFailure(.noHeader, line: 1, column: 1), 0))
      case .record(let record):
        do throws(FileFailure) {
          guard record.fault == nil else { throw FileFailure(.noHeader, line: 1, column: 1) }
          try TableHeader.refuseUnreadable(bytes, from: start, to: record.end)
          found.append(
            try layout(
              record, delimiter: delimiter,
              hasIndex: TableHeader.hasIndex(record, bytes, delimiter: delimiter, isEnd: isEnd),
              input.mapping))
        } catch {
          let known = record.fields.count { CreditColumn.named[folded($0.text)] != nil }
          failures.append((error, known + (input.mapping == nil ? 0 : record.fieldCount - 1)))
        }
      }
    }
    if found.count == 1 { return found[0] }
    if found.count > 1 { throw FileFailure(.severalDelimiters, line: 1, column: 1) }
    // The delimiter that gives most of the columns is the one that was meant.
    let telling = failures.enumerated().max {
      ($0.element.known, $1.offset) < ($1.element.known, $0.offset)
    }?.element
    guard let telling else { throw FileFailure(.noHeader, line: 1, column: 1) }
    if case .notUTF8 = telling.failure.fault { throw telling.failure }
    throw telling.known == 0 ? FileFailure(.noHeader, line: 1, column: 1) : telling.failure
  }

  private static func layout(
    _ record: CarefulScanner.Record, delimiter: UInt8, hasIndex: Bool, _ mapping: CreditMapping?
  ) throws(FileFailure) -> EventLayout {
    let table = try TableHeader(
      record, columns: CreditColumn.allCases.count, hasIndex: hasIndex
    ) { CreditColumn.named[$0].map { Int($0.rawValue) } }
    var layout = EventLayout(
      format: .csv(delimiter: delimiter), headerEnd: record.next, headerLines: Int(record.lines))
    layout.header = table.header
    layout.hasIndex = hasIndex
    if let mapping {
      try layout.require(mapping)
      layout.columns = Array(repeating: nil, count: table.header.count)
      return layout
    }
    layout.unknown = table.unknown
    layout.columns = layout.names.map { CreditColumn.named[$0] }
    try requireColumns(table)
    return layout
  }

  /// Refuses a header without the columns that a mapping names.
  private func require(_ mapping: CreditMapping) throws(FileFailure) {
    let names = Set(names)
    let sources = CreditColumn.allCases.flatMap { mapping.columns[$0] ?? [] }
    let missing = sources.filter { !names.contains(EventLayout.folded(Array($0.utf8))) }
    if !missing.isEmpty {
      throw FileFailure(
        .mappedMissing(missing, found: header.map(\.description)), line: 1, column: 1)
    }
  }

  private static func requireColumns(_ table: TableHeader) throws(FileFailure) {
    let found = table.unknown.map(\.name)
    let missing = CreditColumn.always.filter { table.fields[Int($0.rawValue)] < 0 }.map(\.header)
    if missing.count == 1 {
      let near = nearest(to: missing[0], among: found)
      throw FileFailure(.columnMissing(name: missing[0], found: near), line: 1, column: 1)
    }
    if !missing.isEmpty {
      throw FileFailure(.columnsMissing(missing, unknown: found), line: 1, column: 1)
    }
    // Under a name that is nearly its own, what a column states would silently count as blank.
    for column in CreditColumn.allCases where table.fields[Int(column.rawValue)] < 0 {
      let plain = PlainName(column.header)
      if let near = found.first(where: { PlainName($0).isSlip(of: plain, within: 0) }) {
        throw FileFailure(.columnMissing(name: column.header, found: near), line: 1, column: 1)
      }
    }
  }
}
