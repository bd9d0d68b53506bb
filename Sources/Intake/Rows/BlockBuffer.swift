import Ledger
import Parsing

/// Holds the bytes of a file that are being read, a block at a time; a record that a block cuts is
/// carried over to the next.
package final class BlockBuffer {
  private let read: ReadNext
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  /// No bytes follow those in `bytes`.
  package private(set) var isEnd = false

  /// Makes an empty buffer that reads about `blockBytes` at once.
  package init(blockBytes: Int, read: @escaping ReadNext) {
    precondition(blockBytes > 0, "a block holds something")
    self.read = read
    // Not filled with zeros: `fill` defines what may be read, and many files are smaller than a block.
    buffer = .allocate(byteCount: blockBytes + wordSlack, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// The bytes that were read and not yet consumed.
  package var bytes: Bytes {
    Bytes(rebasing: UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self))[start..<end])
  }

  /// Drops the first `count` bytes.
  package func consume(_ count: Int) {
    precondition(count <= end - start, "only bytes that were read can be consumed")
    start += count
  }

  /// Reads on until the block is full or the file ends.
  package func fill() throws(FileFailure) {
    let capacity = buffer.count - wordSlack
    if start > 0 {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      end -= start
      start = 0
    }
    while end < capacity && !isEnd {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[end..<capacity])
      let count: Int
      do throws(ReadFault) { count = try read(room) } catch { throw FileFailure(error) }
      if count == 0 { isEnd = true }
      end += count
    }
    // Bytes beyond the end are read by word-wise scanners, and never used; keep them defined.
    for index in end..<end + wordSlack { buffer[index] = 0 }
  }

  /// Makes room for a record that is longer than the block, up to the longest that may be.
  ///
  /// Whoever asks for more than that has found a record that does not end.
  package func grow() {
    let capacity = buffer.count - wordSlack
    precondition(capacity < FileFault.longestRecord, "a record that does not end is refused")
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(2 * capacity, FileFault.longestRecord) + wordSlack, alignment: 16)
    larger.initializeMemory(as: UInt8.self, repeating: 0)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
    end -= start
    start = 0
    buffer.deallocate()
    buffer = larger
  }
}
