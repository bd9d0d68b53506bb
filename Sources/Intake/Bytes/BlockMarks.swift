import CScan
import Ledger

/// Room for the marks of one stretch of bytes after another.
///
/// They are listed for a stretch at once: each byte is looked at once, wherever records begin, and a row's fields are
/// known by the places of their ends without being written down.
final class BlockMarks {
  /// Of the processor's ways, how many bytes are looked at together.
  private let width: Int32
  /// The number of bytes listed at once.
  ///
  /// The lists take at most 8 times as much memory as this, however large a block is.
  private let stretch: Int
  private var places: UnsafeMutablePointer<Int32>
  /// The number of bytes for which there is room.
  private var capacity = 0

  /// - Parameters:
  ///   - width: 64, 32 or 16, and no more than the processor's own; the marks are the same.
  ///   - stretch: a multiple of 64.
  init(width: Int32 = assay_marks_width(), stretch: Int = 1 << 16) {
    self.width = width
    self.stretch = stretch
    places = .allocate(capacity: 2 * BlockMarks.ends)
  }

  deinit { places.deallocate() }

  /// Lists the marks of the first of `bytes`, which begin at `base` and after which 64 more are readable; what it
  /// returns is valid until the next call.
  func list(
    _ bytes: Bytes, at base: UnsafePointer<UInt8>, delimiter: UInt8
  ) -> MarkedStretch {
    let count = min(bytes.count, stretch)
    let windows = (count + 63) / 64
    if 64 * windows > capacity {
      places.deallocate()
      capacity = 64 * windows
      places = .allocate(capacity: 2 * (capacity + BlockMarks.ends))
    }
    places[0] = -1
    var listed = assay_places(
      all: places + 1, others: places + (capacity + BlockMarks.ends), all_count: 0, other_count: 0)
    assay_list_marks(base, windows, delimiter, width, &listed)
    listed.all[listed.all_count] = .max
    listed.others[listed.other_count] = .max
    return MarkedStretch(
      base: base, count: count, marks: listed.all, markCount: listed.all_count,
      others: listed.others)
  }

  /// The places of a list before its first mark and after its last.
  private static let ends = 2
}

/// Some bytes and where in them marks are: delimiters, and what is neither that nor plain.
///
/// Both lists end with a place that is after all bytes. Before the first mark is -1: there the row before ends.
struct MarkedStretch {
  let base: UnsafePointer<UInt8>
  let count: Int
  let marks: UnsafePointer<Int32>
  let markCount: Int
  /// The marks that are no delimiters.
  let others: UnsafePointer<Int32>
}
