import Ledger

extension PieceProgress: PartValue {
  /// Without the number of the piece: a slice in a partial has one piece.
  package func write(to part: inout PartWriter) {
    part.put(line)
    part.put(offset)
    part.put(rows)
    for lines in [linesWithLF, linesWithCRLF, linesWithCR] { part.put(lines) }
    for line in [firstLF, firstCRLF, firstCR] { part.put(line) }
    part.put(rare)
    part.put(isDocumentClosed)
    part.put(lineOffset)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let (line, offset): (Int32, Int64) = (try part.number(), try part.number())
    guard line >= 0, offset >= 0 else { throw .number }
    self.init(piece: 0, offset: offset)
    self.line = line
    rows = try part.rows()
    linesWithLF = try part.rows()
    linesWithCRLF = try part.rows()
    linesWithCR = try part.rows()
    firstLF = try part.number()
    firstCRLF = try part.number()
    firstCR = try part.number()
    rare = try part.value()
    isDocumentClosed = try part.value()
    lineOffset = try part.value()
    guard rare.count < 2 else { throw .number }
  }
}

extension PieceProgress.Rare: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(warnings) { $1.put($0) }
    part.put(unknownMembers)
    part.put(all: namedColumns.sorted { $0.rawValue < $1.rawValue })
    part.put(skipped) { $1.put($0) }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    warnings = try part.entries { part throws(PartFault) in
      try PieceProgress.Seen(from: &part)
    }
    unknownMembers = try part.value()
    namedColumns = Set(try part.all())
    skipped = try part.entries { part throws(PartFault) in try PieceProgress.Seen(from: &part) }
  }
}

extension PieceProgress.Seen: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(count)
    part.put(line)
    part.put(column)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(count: try part.rows(), line: try part.number(), column: try part.value())
  }
}

extension UnknownMembers: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(isMore)
    part.put(members)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init()
    isMore = try part.value()
    members = try part.value()
    for (index, member) in members.enumerated() { indices[member.name] = index }
    guard indices.count == members.count, members.count <= UnknownMembers.limit else {
      throw .number
    }
  }
}

extension UnknownMembers.Member: PartValue {
  package func write(to part: inout PartWriter) {
    part.put(name)
    part.put(rows)
    part.put(line)
    part.put(column)
  }
  package init(from part: inout PartReader) throws(PartFault) {
    self.init(
      name: try part.name(), rows: try part.rows(), line: try part.number(),
      column: try part.number())
    // Lines of a piece are numbers of 32 bits.
    guard line >= 0, line <= Int64(Int32.max) else { throw .number }
  }
}

extension LedgerColumn: PartValue {}

extension RowWarning: PartValue {
  private static let plain: [RowWarning] = [
    .trimmedNumber, .guardedID, .blankRow, .zeroDecimals, .groupOrDecimals, .leapSecond,
    .shownTwice, .longRequest, .largeConversion, .overlappingCacheWrite, .sumOfBatch,
    .unknownCaches, .unexplainedTotal, .unknownUsage, .sumWithoutParts, .mayHoldOthers,
  ]
  private static let unreadTag: UInt8 = 255
  private static let pagesTag: UInt8 = 254
  private static let totalTag: UInt8 = 253

  package func write(to part: inout PartWriter) {
    switch self {
    case .unread(let column, let condition, let word):
      part.put(RowWarning.unreadTag)
      part.put(column)
      part.put(condition)
      part.put(word)
    case .morePages(let pages):
      part.put(RowWarning.pagesTag)
      part.put(pages)
    case .tokensBeyondCounts(let column):
      part.put(RowWarning.totalTag)
      part.put(column)
    default: part.put(self, of: RowWarning.plain)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let tag: UInt8 = try part.number()
    if tag == RowWarning.unreadTag {
      self = .unread(try part.name(), try part.value(), word: try part.name())
    } else if tag == RowWarning.pagesTag {
      self = .morePages(of: try part.value())
    } else if tag == RowWarning.totalTag {
      self = .tokensBeyondCounts(try part.name())
    } else {
      guard tag < RowWarning.plain.count else { throw .number }
      self = RowWarning.plain[Int(tag)]
    }
  }
}

extension SkippedRecord: PartValue {
  package func write(to part: inout PartWriter) {
    switch self {
    case .otherKind(let words):
      part.put(UInt8(0))
      part.put(words)
    case .sum: part.put(UInt8(1))
    case .unlikeItsParts: part.put(UInt8(2))
    case .group: part.put(UInt8(3))
    case .withUsage(let usage):
      part.put(UInt8(4))
      part.put(usage.reason)
      part.put(usage.name)
      part.put(usage.word)
      part.put(usage.column)
      part.put(usage.isByWord)
    }
  }
  package init(from part: inout PartReader) throws(PartFault) {
    let tag: UInt8 = try part.number()
    switch tag {
    case 0: self = .otherKind(try part.text())
    case 1: self = .sum
    case 2: self = .unlikeItsParts
    case 3: self = .group
    case 4:
      self = .withUsage(
        LeftOutUsage(
          reason: try part.text(), name: try part.text(), word: try part.text(),
          column: try part.text(), isByWord: try part.value()))
    default: throw .number
    }
  }
}
