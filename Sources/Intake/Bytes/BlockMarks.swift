import CScan
import Ledger

/// What stands where in a block of bytes: of each 64, which are delimiters and which neither that nor plain.
///
/// Found for a whole block at once, 64 bytes after 64: from where each record begins, which is anywhere, bytes of the next
/// one would be looked at again.
final class BlockMarks {
  /// Those of the first 64 bytes, and of all that follow.
  private(set) var start: UnsafeMutablePointer<assay_marks>
  private var capacity = 1

  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  /// Finds them in `bytes`, after which 64 more are readable.
  func find(in bytes: Bytes, delimiter: UInt8) {
    guard let base = bytes.baseAddress else { return }
    let count = (bytes.count + 63) / 64
    if count > capacity {
      start.deallocate()
      capacity = count
      start = .allocate(capacity: capacity)
    }
    assay_find_marks(base, count, delimiter, start)
  }
}
