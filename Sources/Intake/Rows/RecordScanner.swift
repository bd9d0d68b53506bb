import Ledger
import Parsing

/// Splits the records of a ledger file into cells of our columns, whatever its format.
package struct RecordScanner {
  private let layout: LedgerLayout
  /// Nil for our own format.
  private let translator: RowTranslator?
  private let tape = JSONTape()
  private let unreadFields: UnreadFields?
  /// Of native JSON.
  private let unread: UnreadConditions?

  package init(_ layout: LedgerLayout) {
    self.layout = layout
    translator = layout.translation.map {
      RowTranslator(layout, translation: $0, arena: TextArena())
    }
    unreadFields = UnreadFields(layout)
    unread =
      translator == nil && !layout.format.isCSV
      ? layout.unreadRules.map(UnreadConditions.init) : nil
  }

  /// Scans the record that begins at `start`; `isEnd` tells that no bytes follow these.
  package func scan(_ bytes: Bytes, from start: Int, isEnd: Bool) -> CarefulScanner.Scan {
    let scan = cells(bytes, from: start, isEnd: isEnd)
    guard case .record(var record) = scan else { return scan }
    record.unguardIDs(layout)
    if record.fault == nil, !record.isBlank { unreadFields?.note(in: &record) }
    return .record(record)
  }

  /// The same, with ids as they are written.
  private func cells(_ bytes: Bytes, from start: Int, isEnd: Bool) -> CarefulScanner.Scan {
    switch layout.format {
    case .csv(let delimiter):
      let scan = csv(delimiter).scan(bytes, from: start, isEnd: isEnd)
      guard let translator, case .record(var record) = scan, !record.isBlank else { return scan }
      check(&record, bytes, from: start)
      return .record(translated(record, by: translator, bytes, from: start))
    case .jsonLines(let endsAtCR):
      let scanner = JSONLinesScanner(endsAtCR: endsAtCR)
      guard let translator else {
        let scan = scanner.scan(bytes, from: start, isEnd: isEnd)
        guard case .record(var record) = scan else { return scan }
        stateUnread(in: &record, bytes, from: start)
        return .record(record)
      }
      let scan = scanner.scan(bytes, from: start, isEnd: isEnd, readsColumns: false)
      guard case .record(let record) = scan, !record.isBlank else { return scan }
      return .record(translated(record, by: translator, bytes, from: start))
    case .jsonDocument(let depth): return element(bytes, from: start, isEnd: isEnd, depth: depth)
    }
  }

  /// Returns the end of a record that was counted before, without its line end.
  ///
  /// It is nil if the record continues after `bytes`.
  package func end(ofCounted bytes: Bytes, isEnd: Bool) -> Int? {
    switch layout.format {
    case .csv(let delimiter):
      if case .record(let record) = csv(delimiter).scan(bytes, from: 0, isEnd: isEnd) {
        return record.end
      }
    case .jsonLines(let endsAtCR):
      var record = CarefulScanner.Record()
      if record.setEnd(ofLineAt: 0, in: bytes, isEnd: isEnd, endsAtCR: endsAtCR) {
        return record.end
      }
    case .jsonDocument(let depth):
      if case .element(let end, _) = JSONDocument.scan(
        bytes, from: 0, isEnd: isEnd, depth: depth, tape: tape)
      {
        return end
      }
    }
    return nil
  }

  /// Returns the text of each known column of a record that was counted before, blank where it has none; `bytes` are the
  /// record alone.
  func cells(ofCounted bytes: Bytes) throws(UnreadableRow) -> [[UInt8]] {
    let fields: [[UInt8]]
    if let translator {
      translator.writer.arena.clear()
      guard translator.translate(bytes, from: 0, to: bytes.count) else { throw UnreadableRow() }
      fields = LedgerColumn.allCases.map { Array(translator.writer.cells[$0.rawValue]) }
    } else if case .record(let record) = scan(bytes, from: 0, isEnd: true) {
      fields = record.fields.map(\.text)
    } else {
      throw UnreadableRow()
    }
    let places = LedgerColumn.allCases.map { layout.field(of: $0) }
    guard places.allSatisfy({ $0 ?? -1 < fields.count }) else { throw UnreadableRow() }
    var cells = places.map { $0.map { fields[$0] } ?? [] }
    for id in LedgerColumn.ids.map(\.rawValue) {
      cells[id] = ChangedID.unguarded(cells[id]) ?? cells[id]
    }
    return cells
  }

  /// True if the record whose cells were read last is a copy of another.
  var isCopy: Bool { translator?.writer.isCopy ?? false }

  private func csv(_ delimiter: UInt8) -> CarefulScanner {
    CarefulScanner(
      delimiter: delimiter,
      expected: translator == nil ? layout.fieldCount : layout.sourceCount)
  }

  private func element(
    _ bytes: Bytes, from start: Int, isEnd: Bool, depth: Int
  ) -> CarefulScanner.Scan {
    var record = CarefulScanner.Record()
    switch JSONDocument.scan(bytes, from: start, isEnd: isEnd, depth: depth, tape: tape) {
    case .incomplete: return .incomplete
    case .broken(let reason, let place): return .brokenDocument(reason, place: place)
    case .end(let next, let more):
      record.closesDocument = true
      record.morePages = more ?? layout.morePages
      record.end = start
      record.next = next
    case .element(let end, let next):
      record.end = end
      record.next = next
      if end - start > RowFault.recordLimit {
        record.fault = .longRecord(bytes: end - start)
      } else {
        JSONLinesScanner(endsAtCR: false).read(
          Array(bytes[start..<end]), from: start, isCut: false, readsColumns: translator == nil,
          into: &record)
      }
      if let translator {
        record = translated(record, by: translator, bytes, from: start)
      } else {
        stateUnread(in: &record, bytes, from: start)
      }
    }
    record.lines =
      bytes.baseAddress.map {
        WordwiseByteSearch.lineFeeds($0, from: start, to: record.next)
      } ?? 0
    return .record(record)
  }

  /// Notes what unknown members of a native JSON record state.
  private func stateUnread(
    in record: inout CarefulScanner.Record, _ bytes: Bytes, from start: Int
  ) {
    guard let unread, record.fault == nil, !record.members.unknown.isEmpty,
      let base = bytes.baseAddress, case .value = tape.read(base, from: start, to: record.end)
    else { return }
    let named = Set(record.members.namedNumbers.map { LedgerColumn.allCases[$0] })
    unread.search(SourceValue(tape, base: base)) { path, condition, value in
      let name = Name(bytes: path.prefix(256))
      // What one of ours in the row counts.
      let column = ConditionColumn(name.description)
      let isToldByTier =
        condition == .unreadTerms && column?.tellsBatch ?? false && named.contains(.serviceTier)
      let stated = column?.stated(condition) {
        CountParsing.read(record.fields[$0.rawValue].text)
      } hasFailed: {
        StatusAndFlagCells.hasFailed(record.fields[LedgerColumn.status.rawValue].text)
      }
      if let stated, !isToldByTier, column?.isRead(in: named) != true {
        let word = UnreadConditions.word(stated, value.bytes)
        record.state(stated, in: name, word: word, at: value.place)
      }
    }
  }

  /// Notes the fault of a foreign CSV record before any cell is read.
  private func check(_ record: inout CarefulScanner.Record, _ bytes: Bytes, from start: Int) {
    guard record.fault == nil else { return }
    let longest = record.fields.max { $0.text.count < $1.text.count }
    if let longest, longest.text.count > RowFault.fieldLimit {
      record.fault = .longField(bytes: longest.text.count)
      record.faultPlace = longest.start
    } else if record.end - start > RowFault.recordLimit {
      record.fault = .longRecord(bytes: record.end - start)
    } else if record.fieldCount != layout.sourceCount {
      record.fault = .fieldCount(found: record.fieldCount, expected: layout.sourceCount)
    } else if zip(record.fields, layout.header).allSatisfy({ $0.text == $1.bytes }) {
      record.fault = .repeatedHeader
    } else {
      for field in record.fields {
        if let place = TextCheck.firstPlaceThatIsNotUTF8(field.text) {
          record.fault = .notUTF8(byte: field.text[place])
          record.faultPlace = field.start
          return
        }
      }
    }
  }

  /// The record with cells of our columns in place of its own.
  private func translated(
    _ record: CarefulScanner.Record, by translator: RowTranslator, _ bytes: Bytes, from start: Int
  ) -> CarefulScanner.Record {
    var record = record
    if record.fault != nil {
      // The places of their fields are none of our columns'.
      if record.faultPlace == nil, let last = record.fields.last { record.faultPlace = last.start }
      record.fields = []
      return record
    }
    translator.writer.arena.clear()
    guard translator.translate(bytes, from: start, to: record.end) else {
      preconditionFailure("a record that was found to be well-formed can be split")
    }
    let writer = translator.writer
    record.skipped = writer.skipped
    record.node = writer.node
    record.isCopy = writer.isCopy
    record.warnings = writer.warnings
    record.conditions = writer.conditions
    record.fields = LedgerColumn.allCases.map { column in
      CarefulScanner.Field(
        start: writer.places[column.rawValue], text: Array(writer.cells[column.rawValue]),
        isQuoted: false)
    }
    for (fault, column, place) in writer.faults
    where record.fields[column.rawValue].fault == nil {
      record.fields[column.rawValue] = CarefulScanner.Field(
        start: place, text: [], isQuoted: false, fault: fault)
    }
    return record
  }
}

extension CarefulScanner.Record {
  /// Takes ids out of what guards them from a spreadsheet, which is reported once.
  fileprivate mutating func unguardIDs(_ layout: LedgerLayout) {
    for column in LedgerColumn.ids {
      guard let index = layout.field(of: column), index < fields.count,
        let id = ChangedID.unguarded(fields[index].text)
      else { continue }
      let field = fields[index]
      fields[index] = CarefulScanner.Field(
        start: field.start, text: id, isQuoted: field.isQuoted, fault: field.fault)
      if !isGuarded { warnings.append((.guardedID, field.start)) }
    }
  }

  /// True if an id of it was written for a spreadsheet.
  var isGuarded: Bool { warnings.contains { $0.warning == .guardedID } }
}

/// Bytes that were taken for a row that counted are none.
package struct UnreadableRow: Error {}
