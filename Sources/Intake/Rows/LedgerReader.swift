import Ledger

/// Reads the rows of a ledger file from blocks of bytes into records.
///
/// Plain rows of our own format and well-formed ones of others take the fast path; every other row, and every row with something wrong or unusual,
/// takes the careful one, which alone decides what is accepted and why not.
package struct LedgerReader {
  package internal(set) var vocabulary = InternTable()
  package private(set) var layout: LedgerLayout
  var fast: FastRow
  /// Nil where only the careful path is taken, and for formats of others.
  private var fastScanner: FastScanner?
  /// Nil where only the careful path is taken, and for our own format.
  private(set) var translator: RowTranslator?
  private var scanner: RecordScanner
  let zone: ReportingZone
  private let isCarefulOnly: Bool
  private let fields = FieldBuffer()
  private let marks = BlockMarks()
  private let sought: Set<Name>?
  private let undivided: UndividedMediaOutput?

  /// Makes a reader for files of `layout`.
  ///
  /// - Parameters:
  ///   - isCarefulOnly: sends every row down the careful path; the result is the same.
  ///   - sought: the users, as reports name them, whose rows are wanted: those of others may be counted and left
  ///     out. Nil is all.
  ///   - undivided: the conditions of requests of a provider's model whose output nothing divides; nil without books.
  package init(
    layout: LedgerLayout, zone: ReportingZone, isCarefulOnly: Bool, sought: Set<Name>? = nil,
    undivided: (@Sendable (_ provider: Name, _ model: Name) -> RequestConditions)? = nil
  ) {
    self.sought = sought
    self.undivided = undivided.map(UndividedMediaOutput.init)
    self.layout = layout
    self.zone = zone
    self.isCarefulOnly = isCarefulOnly
    fast = FastRow(layout: layout, zone: zone)
    fastScanner = FastScanner(layout, isCarefulOnly: isCarefulOnly)
    scanner = RecordScanner(layout)
    translator = LedgerReader.translator(layout, isCarefulOnly: isCarefulOnly)
  }

  /// Goes on with a file of another layout, keeping the vocabulary.
  package mutating func use(_ layout: LedgerLayout) {
    guard layout != self.layout else { return }
    self.layout = layout
    fast = FastRow(layout: layout, zone: zone)
    fastScanner = FastScanner(layout, isCarefulOnly: isCarefulOnly)
    scanner = RecordScanner(layout)
    translator = LedgerReader.translator(layout, isCarefulOnly: isCarefulOnly)
  }

  /// The number of a kind of request that is made of one that was read.
  package mutating func number(of kind: RateKey) -> Int32 { vocabulary.number(of: kind) }

  private static func translator(
    _ layout: LedgerLayout, isCarefulOnly: Bool
  ) -> RowTranslator? {
    guard !isCarefulOnly, let translation = layout.translation else { return nil }
    return RowTranslator(layout, translation: translation, arena: TextArena())
  }

  /// Reads the records that begin in `bytes` and before `limit`, replacing what is in `batch`.
  ///
  /// - Parameters:
  ///   - bytes: begins at a record; 64 bytes after it are readable.
  ///   - isEnd: no bytes of the file follow.
  ///   - limit: the offset in the file from which records belong to another piece.
  ///   - progress: where `bytes` begins; moved past what was read.
  /// - Returns: how many of the bytes were read.
  package mutating func read(
    _ bytes: Bytes, isEnd: Bool, limit: Int64, progress: inout PieceProgress,
    into batch: inout RecordBatch
  ) throws(FileFailure) -> Int {
    batch.clear()
    guard bytes.count > 0 else { return 0 }
    if translator != nil {
      return try readTranslated(
        bytes, isEnd: isEnd, limit: limit, progress: &progress, into: &batch)
    }
    fields.reserve(layout.fieldCount)
    let origin = progress.offset
    let end = Int(min(Int64(bytes.count), limit - origin))
    var at = 0
    var rows: BlockRows?
    if let fastScanner { rows = BlockRows(bytes, marks, fastScanner) }
    while at < end {
      if let split = takeFast(
        &rows, at: at, origin: origin, progress: &progress, into: &batch)
      {
        if split.next >= 0 {
          at = split.next
          continue
        }
        if split.isCut && !isEnd { break }
      }
      guard
        let next = try readCarefully(
          bytes, from: at, isEnd: isEnd, origin: origin, progress: &progress, into: &batch)
      else { break }
      at = next
    }
    progress.offset = origin + Int64(at)
    return at
  }

  /// Takes the row at `start` by the fast path; refused or cut where the careful one has to, nil where only that is taken.
  @inline(__always)
  private mutating func takeFast(
    _ rows: inout BlockRows?, at start: Int, origin: Int64, progress: inout PieceProgress,
    into batch: inout RecordBatch
  ) -> FastScanner.Split? {
    guard let split = rows?.split(at: start, likely: layout.fieldCount) else { return nil }
    if split.next >= 0, let plain = rows?.fields {
      return take(plain, split, at: start, origin: origin, progress: &progress, into: &batch)
        ? split : .refused
    }
    guard !split.isCut,
      let quoted = rows?.splitQuoted(
        at: start, fields: fields.start, capacity: layout.fieldCount), quoted.next >= 0
    else { return split }
    let list = UnsafePointer(fields.start)
    return take(list, quoted, at: start, origin: origin, progress: &progress, into: &batch)
      ? quoted : .refused
  }

  /// Takes a row that was split; false where the careful path has to.
  @inline(__always)
  private mutating func take(
    _ fields: some RowFields, _ split: FastScanner.Split, at start: Int, origin: Int64,
    progress: inout PieceProgress, into batch: inout RecordBatch
  ) -> Bool {
    let lineEnd: LineEnd = split.endsWithCRLF ? .both : .lineFeed
    // Of somebody who is not sought, whatever else may be wrong with the row.
    if fast.passesOverSome && split.fieldCount >= fast.fieldsToUser && fast.passesOver(fields) {
      progress.count(rows: 1, lines: 1, end: lineEnd)
      return true
    }
    guard split.next - start <= RowFault.fieldLimit, split.fieldCount == layout.fieldCount else {
      return false
    }
    // Filled where it stays: a copy of each would be a fiftieth of a run.
    batch.records.append(
      UsageRecord(
        offset: origin + Int64(start),
        length: Int32(split.next - start - (split.endsWithCRLF ? 2 : 1)), line: progress.line,
        piece: progress.piece))
    let last = batch.records.count &- 1
    guard fast.read(fields, into: &batch.records[last]),
      batch.records[last].user != FastRow.unmet || meetUser(of: fields, &batch.records[last])
    else {
      batch.records.removeLast()
      return false
    }
    progress.count(rows: 1, lines: 1, end: lineEnd)
    return true
  }

  /// Gives a user who was not met before a number; false where the careful path has to, which takes ten times as long.
  @inline(never)
  private mutating func meetUser(of fields: some RowFields, _ record: inout UsageRecord) -> Bool {
    guard let user = fast.user(in: fields) else { return false }
    record.user = vocabulary.number(of: user)
    fast.remember(
      user: record.user, isSought: sought?.contains(user.reported) ?? true, for: fields)
    return true
  }

  /// Reads one record with every check; nil when it continues after `bytes`.
  @inline(never)
  mutating func readCarefully(
    _ bytes: Bytes, from start: Int, isEnd: Bool, origin: Int64,
    progress: inout PieceProgress, into batch: inout RecordBatch
  ) throws(FileFailure) -> Int? {
    let record: CarefulScanner.Record
    switch scanner.scan(bytes, from: start, isEnd: isEnd) {
    case .incomplete: return nil
    case .openQuote(let quote):
      throw FileFailure.openQuote(bytes, quote: quote, from: start, line: Int(progress.line) + 1)
    case .brokenDocument(let reason, let place):
      throw FileFailure(
        document: reason, bytes, from: start, to: place, offset: origin + Int64(start), progress)
    case .record(let scanned): record = scanned
    }
    batch.note(record, at: origin + Int64(start))
    if record.isBlank || record.skipped != nil {
      if record.closesDocument { progress.closeDocument() }
      if let more = record.morePages {
        progress.warn(.morePages(of: more.pages), line: progress.line + Int32(more.lines))
      }
      if let skipped = record.skipped { progress.skip(skipped) }
      if record.isDelimitersAlone { progress.warn(.blankRow, line: progress.line) }
      progress.count(rows: 0, lines: record.lines, end: record.lineEnd)
      progress.passLines(bytes, from: start, to: record.next, origin: origin, layout.format)
      return record.next
    }
    let before = progress.columnsBefore(origin + Int64(start))
    let place = RejectLocation(
      offset: origin + Int64(start), line: progress.line, piece: progress.piece,
      text: bytes[start..<record.end], columnsBefore: before)
    if let (fault, field) = structureFault(record, place) ?? brokenText(record) {
      let byte = field.map { record.fields[$0].start } ?? record.faultPlace ?? start
      batch.rejects.append(
        place.reject(
          fault, in: field.map(columnName(of:)) ?? "", byte: byte - start + 1,
          estimable: CarefulRow.estimable(
            record, fault, layout: layout, zone: zone, undivided: undivided, vocabulary: &vocabulary
          )))
    } else {
      readCells(record, from: start, bytes: bytes, place: place, progress: &progress, into: &batch)
    }
    progress.count(rows: 1, lines: record.lines, end: record.lineEnd)
    progress.passLines(bytes, from: start, to: record.next, origin: origin, layout.format)
    return record.next
  }

  private mutating func readCells(
    _ record: CarefulScanner.Record, from start: Int, bytes: Bytes, place: RejectLocation,
    progress: inout PieceProgress, into batch: inout RecordBatch
  ) {
    var row = CarefulRow(
      layout: layout, zone: zone, fields: record.fields, start: start,
      conditions: record.conditions, undivided: undivided)
    let reading = row.read()
    progress.saw(record.members, from: start)
    for (warning, byte) in row.warnings {
      progress.warn(warning, line: progress.line, column: byte + place.columnsBefore)
    }
    for (warning, byte) in record.warnings {
      progress.warn(
        warning, line: progress.line, column: byte - start + 1 + place.columnsBefore)
    }
    var usage = reading.record
    usage.offset = place.offset
    usage.length = Int32(place.text.count)
    usage.line = place.line
    usage.piece = place.piece
    if let kind = reading.kind { usage.kind = vocabulary.number(of: kind) }
    guard row.faults.isEmpty else {
      batch.rejects.append(place.reject(row.faults, estimable: reading.isEstimable ? usage : nil))
      return
    }
    usage.user = vocabulary.number(of: reading.user)
    usage.requestID = batch.scratch.keep(reading.requestID)
    usage.startedAtText = batch.scratch.keep(reading.startedAtText)
    batch.records.append(usage)
    // Else the next row with such an id would say nothing of it.
    if record.isGuarded { return }
    // The fast path knows a kind by the texts of its cells alone.
    if reading.kind?.conditions.isEmpty ?? false { rememberTexts(of: usage, at: start, bytes) }
  }

  /// Lets the fast path read the next row with the same texts.
  private mutating func rememberTexts(of usage: UsageRecord, at start: Int, _ bytes: Bytes) {
    let kind = vocabulary.kinds[Int(usage.kind)]
    let texts = FastRow.Texts(
      kind: usage.kind,
      needsQuantity: layout.needsQuantity(
        model: kind.model.description, service: kind.service.description),
      undivided: undivided?.conditions(of: kind.model, by: kind.provider) ?? RequestConditions(),
      user: usage.user,
      isSought: sought?.contains(vocabulary.users[Int(usage.user)].reported) ?? true)
    if let translator {
      // The scanner of the careful path has cells of its own.
      guard translator.translate(bytes, from: start, isEnd: false) != nil else { return }
      fast.remember(texts, for: UnsafePointer(translator.writer.cells))
      return
    }
    guard let fastScanner, let base = bytes.baseAddress else { return }
    let split = fastScanner.split(
      base, from: start, to: bytes.count, fields: fields.start, capacity: layout.fieldCount)
    guard split.next >= 0, split.fieldCount == layout.fieldCount else { return }
    fast.remember(texts, for: UnsafePointer(fields.start))
  }
}
