import Ledger

extension LedgerReader {
  /// Reads records of a foreign format: those that are well-formed are translated where they are, and take the
  /// careful path only if one of their cells is odd.
  mutating func readTranslated(
    _ bytes: Bytes, isEnd: Bool, limit: Int64, progress: inout PieceProgress,
    into batch: inout RecordBatch
  ) throws(FileFailure) -> Int {
    guard let translator else { preconditionFailure("there is a translator") }
    translator.writer.arena = batch.scratch
    let origin = progress.offset
    let end = Int(min(Int64(bytes.count), limit - origin))
    var at = 0
    while at < end {
      if let extent = translator.translate(bytes, from: at, isEnd: isEnd) {
        if take(extent, from: at, bytes, origin: origin, progress: &progress, into: &batch) {
          at = extent.next
          continue
        }
      }
      progress.offset = origin + Int64(at)
      guard
        let next = try readCarefully(
          bytes, from: at, isEnd: isEnd, origin: origin, progress: &progress, into: &batch)
      else { break }
      at = next
    }
    progress.offset = origin + Int64(at)
    return at
  }

  /// Lets rows begin when their requests began, and copies be of whoever the original is of.
  package mutating func begin(_ batch: inout RecordBatch, _ earlier: RequestStartCorrections) {
    for index in batch.records.indices {
      guard let origin = earlier[batch.records[index].offset] else { continue }
      batch.records[index].startedAt = origin.start.instant
      batch.records[index].startedAtText = batch.scratch.keep(origin.start.text.bytes)
      batch.records[index].day = zone.day(of: origin.start.instant)
      if let user = origin.user { batch.records[index].user = vocabulary.number(of: user) }
    }
  }

  /// Takes the record that was translated last; false where the careful path has to.
  private mutating func take(
    _ extent: RowTranslator.Extent, from start: Int, _ bytes: Bytes, origin: Int64,
    progress: inout PieceProgress, into batch: inout RecordBatch
  ) -> Bool {
    guard let writer = translator?.writer, writer.faults.isEmpty, writer.warnings.isEmpty,
      writer.conditions.isEmpty
    else {
      return false
    }
    if let node = writer.node { batch.nodes.append(node) }
    if let skipped = writer.skipped {
      progress.skip(skipped)
      progress.count(rows: 0, lines: extent.lines, end: extent.lineEnd)
    } else {
      guard writer.hasPlainTexts else { return refuse(&batch) }
      var record = UsageRecord(
        offset: origin + Int64(start), length: Int32(extent.end - start), line: progress.line,
        piece: progress.piece)
      guard fast.read(UnsafePointer(writer.cells), into: &record), record.user != FastRow.unmet
      else { return refuse(&batch) }
      batch.records.append(record)
      if writer.isCopy { batch.copies.append(record.offset) }
      progress.count(rows: 1, lines: extent.lines, end: extent.lineEnd)
    }
    progress.passLines(bytes, from: start, to: extent.next, origin: origin, layout.format)
    return true
  }

  /// The careful path, which has to take the record, notes its node itself.
  private func refuse(_ batch: inout RecordBatch) -> Bool {
    if translator?.writer.node != nil { batch.nodes.removeLast() }
    return false
  }
}

extension CellWriter {
  /// True if the texts that the fast path uses unchanged hold printable ASCII alone.
  var hasPlainTexts: Bool {
    isPrintable(.requestID) && isPrintable(.capability) && isPrintable(.qualityLevel)
  }

  private func isPrintable(_ column: LedgerColumn) -> Bool {
    for byte in cells[column.rawValue] where byte < 0x20 || byte >= 0x7F { return false }
    return true
  }
}
