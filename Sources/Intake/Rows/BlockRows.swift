import Ledger

/// The rows of a block, split by the places of its marks: a plain one ends at the first that is no delimiter.
struct BlockRows {
  /// The fields of the plain row that was split last.
  private(set) var fields: PlainFields

  private let bytes: Bytes
  private let scanner: FastScanner
  private let room: BlockMarks
  /// The part of the block whose marks are listed, and where in the block it begins: with a record.
  private var stretch: MarkedStretch
  private var first = 0
  /// The first mark, and the first that is no delimiter, that may be of the row that is split next.
  private var mark = 0
  private var other = 0

  /// Makes the rows of `bytes`, after which 64 more are readable; nil where there are none.
  ///
  /// - Parameter room: what is listed in it is good until another block's rows are made.
  init?(_ bytes: Bytes, _ room: BlockMarks, _ scanner: FastScanner) {
    guard let base = bytes.baseAddress else { return nil }
    self.bytes = bytes
    self.scanner = scanner
    self.room = room
    stretch = room.list(bytes, at: base, delimiter: scanner.delimiter)
    fields = PlainFields(base: base, ends: stretch.marks)
  }

  /// Splits the record at `start`, which is not before the end of the one that was split last; one with quotes, or
  /// what is not plain, is refused.
  ///
  /// - Parameter fieldCount: how many fields it most likely has.
  @inline(__always)
  mutating func split(at start: Int, likely fieldCount: Int) -> FastScanner.Split {
    if Int(stretch.marks[mark &- 1]) != start &- first &- 1 { skip(to: start) }
    let end = Int(stretch.others[other])
    var split = scanner.ended(stretch.base, at: end, to: stretch.count, fieldCount: fieldCount)
    if split.isCut { return splitCut(at: start, likely: fieldCount) }
    guard split.next >= 0 else { return .refused }
    fields = PlainFields(base: stretch.base, ends: stretch.marks + mark)
    let isLikely =
      mark &+ fieldCount <= stretch.markCount && Int(fields.ends[fieldCount &- 1]) == end
    if !isLikely { split.fieldCount = fields.count(to: end) }
    mark &+= split.endsWithCRLF ? split.fieldCount &+ 1 : split.fieldCount
    other &+= split.endsWithCRLF ? 2 : 1
    split.next &+= first
    return split
  }

  /// Splits a record that continues after the stretch by the marks of a stretch that starts with it.
  @inline(never)
  private mutating func splitCut(at start: Int, likely fieldCount: Int) -> FastScanner.Split {
    if first + stretch.count >= bytes.count { return .cut }
    // Longer than a whole stretch.
    if start == first { return .refused }
    stretch = room.list(
      Bytes(rebasing: bytes[start...]), at: stretch.base + (start - first),
      delimiter: scanner.delimiter)
    (first, mark, other) = (start, 0, 0)
    return split(at: start, likely: fieldCount)
  }

  /// Splits the record at `start`, which was refused just before, into `fields`, which has room for `capacity`.
  @inline(never)
  mutating func splitQuoted(
    at start: Int, fields: UnsafeMutablePointer<Bytes>, capacity: Int
  ) -> FastScanner.Split {
    let odd = Int(stretch.others[other])
    guard odd < stretch.count, stretch.base[odd] == 0x22 else { return .refused }
    var next = stretch.marks + mark
    var split = scanner.splitQuoted(
      stretch.base, from: start - first, to: stretch.count, fields: fields, capacity: capacity
    ) {
      next += 1
      return Int(next[-1])
    }
    guard split.next >= 0 else { return .refused }
    split.next += first
    mark = next - stretch.marks
    skip(to: split.next)
    return split
  }

  /// Leaves out the marks before `start`, where a record begins: right after a mark, unless the stretch ended before.
  @inline(never)
  private mutating func skip(to start: Int) {
    while Int(stretch.marks[mark]) < start - first { mark &+= 1 }
    while Int(stretch.others[other]) < start - first { other &+= 1 }
    assert(
      start - first > stretch.count || Int(stretch.marks[mark - 1]) == start - first - 1,
      "a record begins after the end of another")
  }
}
