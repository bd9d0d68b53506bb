import Intake
import Ledger

/// The forms of several request ids in the bytes of ledger files, and the lines that may contain one of them.
struct IDPatterns {
  private let patterns: [IDPattern]
  private let plain: PlainIDs?

  init(_ requestIDs: [Name]) {
    patterns = requestIDs.map(IDPattern.init)
    plain = requestIDs.count > 1 ? PlainIDs(requestIDs) : nil
  }

  /// Returns the lines in `bytes`, which begin and end whole, that may hold an id, in order.
  func lines(in bytes: Bytes, layout: LedgerLayout) -> [Range<Int>] {
    if patterns.count == 1 { return patterns[0].lines(in: bytes, layout: layout) }
    if let lines = plain?.lines(in: bytes, layout: layout) { return lines }
    return Set(patterns.flatMap { $0.lines(in: bytes, layout: layout) }).sorted {
      $0.lowerBound < $1.lowerBound
    }
  }

  /// True if one record may contain an id, by its bytes.
  func mayHold(_ record: Bytes, layout: LedgerLayout) -> Bool {
    patterns.contains { $0.mayHold(record, layout: layout) }
  }

  /// Returns the numbers of the ids that a record may contain, by its bytes.
  func mayHold(_ record: [UInt8], layout: LedgerLayout) -> [Int] {
    record.withUnsafeBufferPointer { record in
      patterns.indices.filter { patterns[$0].mayHold(record, layout: layout) }
    }
  }
}

/// Ids that CSV writes as they are, whose lines are found by looking at the id of each line once.
private struct PlainIDs {
  /// A line with the hash of an id may have another id.
  private let hashes: Set<UInt64>
  private let bytes: Set<UInt8>

  /// Nil where an id has a quote or a line end.
  init?(_ requestIDs: [Name]) {
    bytes = Set(requestIDs.flatMap(\.bytes))
    guard bytes.isDisjoint(with: [0x22, 0x27, 0x0A, 0x0D]) else { return nil }
    hashes = Set(requestIDs.map { id in id.bytes.withUnsafeBufferPointer(PlainIDs.hash) })
  }

  /// Nil where a cell may be quoted, and for other formats.
  ///
  /// A block without a quote is outside of quoted cells or within one: then it holds no id.
  func lines(in block: Bytes, layout: LedgerLayout) -> [Range<Int>]? {
    guard layout.usage == .native, case .csv(let delimiter) = layout.format,
      let column = layout.field(of: .requestID), !bytes.contains(delimiter),
      ByteSearch.first(0x22, in: block, from: 0) == nil
    else { return nil }
    var lines: [Range<Int>] = []
    var start = 0
    while start < block.count {
      var end = start
      var cell = start
      var cellEnd: Int?
      var number = 0
      while end < block.count, block[end] != 0x0A, block[end] != 0x0D {
        if block[end] == delimiter {
          if number == column { cellEnd = end }
          number += 1
          if number == column { cell = end + 1 }
        }
        end += 1
      }
      if number >= column, holdsID(Bytes(rebasing: block[cell..<(cellEnd ?? end)])) {
        lines.append(start..<end)
      }
      start = end + 1
    }
    return lines
  }

  private func holdsID(_ cell: Bytes) -> Bool {
    if cell.isEmpty { return false }
    // The mark by which a spreadsheet knows a text may be around it.
    var cell = cell
    if cell.first == 0x27 { cell = Bytes(rebasing: cell.dropFirst()) }
    if cell.last == 0x27 { cell = Bytes(rebasing: cell.dropLast()) }
    return hashes.contains(PlainIDs.hash(cell))
  }

  /// FNV-1a.
  private static func hash(_ bytes: Bytes) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
