import CScan
import Ledger

/// The rows of a block, split by the places of its marks: a plain one ends at the first that is no delimiter.
struct BlockRows {
  /// The fields of the plain row that was split last.
  private(set) var fields: PlainFields

  private let scanner: FastScanner
  private let base: UnsafePointer<UInt8>
  private let byteCount: Int
  private let marks: UnsafeMutablePointer<Int32>
  private let markCount: Int
  /// The marks that are no delimiters.
  private let others: UnsafeMutablePointer<Int32>
  /// The first mark of the row that is split next, and the first that is no delimiter.
  private var mark = 0
  private var other = 0

  /// Both lists end with a place that is after all bytes; before the first mark stands -1.
  init(
    _ bytes: Bytes, at base: UnsafePointer<UInt8>, _ places: assay_places, _ scanner: FastScanner
  ) {
    self.scanner = scanner
    self.base = base
    byteCount = bytes.count
    marks = places.all
    markCount = places.all_count
    others = places.others
    fields = PlainFields(base: base, ends: UnsafePointer(places.all))
  }

  /// Splits the record at `start`, which is not before the end of the one that was split last; one with quotes, or
  /// what is not plain, is refused.
  ///
  /// - Parameter fieldCount: how many fields it most likely has.
  @inline(__always)
  mutating func split(at start: Int, likely fieldCount: Int) -> FastScanner.Split {
    if Int(marks[mark &- 1]) != start &- 1 { skip(to: start) }
    let end = Int(others[other])
    guard end < byteCount else { return .cut }
    let endsWithCRLF = base[end] == 0x0D
    let feed = endsWithCRLF ? end &+ 1 : end
    guard feed < byteCount, base[feed] == 0x0A else { return .refused }
    fields = PlainFields(base: base, ends: UnsafePointer(marks + mark))
    let isLikely = mark &+ fieldCount <= markCount && Int(fields.ends[fieldCount &- 1]) == end
    let count = isLikely ? fieldCount : fields.count(to: end)
    mark &+= endsWithCRLF ? count &+ 1 : count
    other &+= endsWithCRLF ? 2 : 1
    return FastScanner.Split(next: feed &+ 1, fieldCount: count, endsWithCRLF: endsWithCRLF)
  }

  /// Splits the record at `start`, which was refused just before, into `fields`, which has room for `capacity`.
  @inline(never)
  mutating func splitQuoted(
    at start: Int, fields: UnsafeMutablePointer<Bytes>, capacity: Int
  ) -> FastScanner.Split {
    var next = marks + mark
    let split = scanner.splitQuoted(
      base, from: start, to: byteCount, fields: fields, capacity: capacity
    ) {
      next += 1
      return Int(next[-1])
    }
    if split.next >= 0 {
      mark = next - marks
      skip(to: split.next)
    }
    return split
  }

  /// Leaves out the marks before `start`, where a record begins.
  @inline(never)
  private mutating func skip(to start: Int) {
    while Int(marks[mark]) < start { mark &+= 1 }
    while Int(others[other]) < start { other &+= 1 }
  }
}
