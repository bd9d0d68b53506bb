import CScan
import Ledger

/// Room for the marks of one block after another: delimiters, and what is neither that nor plain.
///
/// They are listed for a whole block at once: each byte is looked at once, wherever records begin, and a row's fields are
/// known by the places of their ends without being written down.
final class BlockMarks {
  /// Of the processor's ways, how many bytes are looked at together.
  private let width: Int32
  private var places: UnsafeMutablePointer<Int32>
  /// How many bytes there is room for.
  private var capacity = 0

  /// - Parameter width: 64, 32 or 16, and no more than the processor's own; the marks are the same.
  init(width: Int32 = assay_marks_width()) {
    self.width = width
    places = .allocate(capacity: 2 * BlockMarks.slack)
  }

  deinit { places.deallocate() }

  /// Lists the marks of `bytes`, after which 64 more are readable; the rows are good until the next are asked for.
  func rows(of bytes: Bytes, by scanner: FastScanner) -> BlockRows? {
    guard let base = bytes.baseAddress else { return nil }
    let count = (bytes.count + 63) / 64
    if 64 * count > capacity {
      places.deallocate()
      capacity = 64 * count
      places = .allocate(capacity: 2 * (capacity + BlockMarks.slack))
    }
    // What stands before the first mark ends the row before the first.
    places[0] = -1
    var listed = assay_places(
      all: places + 1, others: places + (capacity + BlockMarks.slack), all_count: 0,
      other_count: 0)
    assay_list_marks(base, count, scanner.delimiter, width, &listed)
    listed.all[listed.all_count] = .max
    listed.others[listed.other_count] = .max
    return BlockRows(bytes, at: base, listed, scanner)
  }

  /// So many more places than bytes: one before the first and one after the last, and 64 that are written in vain.
  private static let slack = 66
}
