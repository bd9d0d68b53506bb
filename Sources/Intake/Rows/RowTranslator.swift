import Ledger
import Parsing

/// Takes the records of one foreign layout to cells of our columns, one after another, in room that is used
/// again.
final class RowTranslator {
  let writer: CellWriter
  private let layout: LedgerLayout
  private let translation: RowTranslation
  private let row: SourceRow
  private let splitter: FieldSplitter?
  private let fields: UnsafeMutablePointer<FieldSplitter.Field>

  /// The end of a translated record, and the start of the next.
  struct Extent {
    var end: Int
    var next: Int
    var lines: Int32 = 1
    var lineEnd = LineEnd.none
  }

  /// - Parameter arena: keeps the texts of cells that are not in the record.
  init(_ layout: LedgerLayout, translation: RowTranslation, arena: TextArena) {
    self.layout = layout
    self.translation = translation
    writer = CellWriter(
      arena: arena, rewrite: layout.rewrite, models: layout.models,
      unread: layout.unreadRules.map(UnreadConditions.init), sums: layout.sums,
      keptVendors: Set(layout.keptVendors))
    row = SourceRow(columns: translation.columns.count + translation.paths.count)
    fields = .allocate(capacity: max(1, layout.sourceCount))
    fields.initialize(repeating: FieldSplitter.Field(), count: max(1, layout.sourceCount))
    if case .csv(let delimiter) = layout.format {
      splitter = FieldSplitter(delimiter: delimiter)
    } else {
      splitter = nil
    }
  }

  deinit { fields.deallocate() }

  /// Translates the plain record at `start`; nil where it is odd, incomplete or blank.
  func translate(_ bytes: Bytes, from start: Int, isEnd: Bool) -> Extent? {
    switch layout.format {
    case .csv: csv(bytes, from: start, isEnd: isEnd)
    case .jsonLines(let endsAtCR): endsAtCR ? nil : line(bytes, from: start)
    case .jsonDocument(let depth): element(bytes, from: start, isEnd: isEnd, depth: depth)
    }
  }

  private func csv(_ bytes: Bytes, from start: Int, isEnd: Bool) -> Extent? {
    guard
      let split = splitter?.split(
        bytes, from: start, isEnd: isEnd, fields: fields, capacity: layout.sourceCount),
      split.fieldCount == layout.sourceCount, split.end - start <= RowFault.fieldLimit,
      split.isASCII
        || TextCheck.isUTF8(Bytes(rebasing: bytes[start..<split.end])),
      !isHeader(), !isBlank(split.fieldCount)
    else { return nil }
    writer.begin(at: start)
    row.take(fields, sources: layout.sources, from: start)
    translation.translate(row, writer)
    return Extent(end: split.end, next: split.next, lines: split.lines, lineEnd: split.lineEnd)
  }

  /// Returns true if the fields repeat those of the header.
  private func isHeader() -> Bool {
    zip(0..., layout.header).allSatisfy { fields[$0].bytes.elementsEqual($1.bytes) }
  }

  /// Returns true if the fields hold only blanks.
  private func isBlank(_ count: Int) -> Bool {
    (0..<count).allSatisfy { fields[$0].bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }

  private func line(_ bytes: Bytes, from start: Int) -> Extent? {
    guard let base = bytes.baseAddress else { return nil }
    let feed = WordwiseByteSearch.lineFeed(base, from: start, to: bytes.count)
    guard feed < bytes.count else { return nil }
    let isBoth = feed > start && base[feed - 1] == 0x0D
    let end = isBoth ? feed - 1 : feed
    guard end - start <= RowFault.fieldLimit else { return nil }
    guard case .value(let valueEnd) = row.tape.read(base, from: start, to: end),
      bytes[valueEnd..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }),
      members(base, from: start)
    else { return nil }
    return Extent(end: end, next: feed + 1, lineEnd: isBoth ? .both : .lineFeed)
  }

  private func element(_ bytes: Bytes, from start: Int, isEnd: Bool, depth: Int) -> Extent? {
    guard let base = bytes.baseAddress,
      case .element(let end, let next) = JSONDocument.scan(
        bytes, from: start, isEnd: isEnd, depth: depth, tape: row.tape),
      end - start <= RowFault.fieldLimit, members(base, from: start)
    else { return nil }
    return Extent(
      end: end, next: next, lines: WordwiseByteSearch.lineFeeds(base, from: start, to: next))
  }

  /// Translates the object on the row's tape; false where it is none.
  private func members(_ base: UnsafePointer<UInt8>, from start: Int) -> Bool {
    guard
      row.take(
        base, from: start, names: translation.columns, paths: translation.paths)
    else { return false }
    writer.begin(at: start)
    translation.translate(row, writer)
    return true
  }

  /// Translates a record that was found to be whole and well-formed; false where it has no fields or members.
  func translate(_ bytes: Bytes, from start: Int, to end: Int) -> Bool {
    let record = Bytes(rebasing: bytes[..<end])
    guard let base = record.baseAddress else { return false }
    guard let splitter else {
      guard case .value = row.tape.read(base, from: start, to: end) else { return false }
      return members(base, from: start)
    }
    guard
      let split = splitter.split(
        record, from: start, isEnd: true, fields: fields, capacity: layout.sourceCount),
      split.fieldCount == layout.sourceCount
    else { return false }
    writer.begin(at: start)
    row.take(fields, sources: layout.sources, from: start)
    translation.translate(row, writer)
    return true
  }
}
