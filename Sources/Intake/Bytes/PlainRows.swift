import CScan
import Ledger

/// The rows of a block that are plain, by the places of its marks: each ends at the first that is no delimiter.
struct PlainRows {
  /// The fields of the row that was split last.
  private(set) var fields: PlainFields

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
  init(_ base: UnsafePointer<UInt8>, count: Int, _ places: assay_places) {
    self.base = base
    byteCount = count
    marks = places.all
    markCount = places.all_count
    others = places.others
    fields = PlainFields(base: base, ends: UnsafePointer(places.all))
  }

  /// Splits the record at `start`, which is not before the one that was split last; it is refused unless it is plain
  /// and whole.
  ///
  /// - Parameter fieldCount: how many fields it most likely has.
  @inline(__always)
  mutating func split(at start: Int, likely fieldCount: Int) -> FastScanner.Split {
    if Int(marks[mark &- 1]) != start &- 1 { skip(to: start) }
    let end = Int(others[other])
    guard end < byteCount else { return .refused }
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

  /// Leaves out the marks before `start`, of a record that was split otherwise.
  @inline(never)
  private mutating func skip(to start: Int) {
    while Int(marks[mark]) < start { mark &+= 1 }
    while Int(others[other]) < start { other &+= 1 }
  }
}
