import Ledger
import Parsing

/// Reads a file as its rewriter writes it.
///
/// It is read from its beginning on, whatever is wanted of it, so that the same text comes out however often and in whatever
/// blocks it is read.
package final class NormalizingReader {
  private let read: ReadNext
  private var rewriter: any TextRewriter
  private var ready: [UInt8] = []
  private var taken = 0
  private var isEnd = false
  private let block: UnsafeMutableRawBufferPointer

  /// - Parameters:
  ///   - origins: of a session, whose requests its first events are.
  ///   - read: gives the bytes of the file from its beginning on.
  package init(_ form: RecordRewrite, origins: SessionOrigins = .own, read: @escaping ReadNext) {
    self.read = read
    rewriter =
      switch form {
      case .session: RolloutLines(origins: origins)
      case .spans: ExportedSpans()
      }
    block = .allocate(byteCount: 1 << 16, alignment: 16)
    block.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { block.deallocate() }

  /// Puts the next bytes into `buffer`; returns how many, 0 at the end.
  package func next(_ buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    try make()
    let count = min(buffer.count, ready.count - taken)
    ready[taken..<taken + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
    taken += count
    return count
  }

  /// Reads past `count` bytes, or as many as there are; returns how many those were.
  package func skip(_ count: Int64) throws(ReadFault) -> Int64 {
    var skipped: Int64 = 0
    while skipped < count {
      try make()
      if taken == ready.count { break }
      let step = min(count - skipped, Int64(ready.count - taken))
      taken += Int(step)
      skipped += step
    }
    return skipped
  }

  /// Reads on until something is ready, or nothing follows.
  private func make() throws(ReadFault) {
    while taken == ready.count, !isEnd {
      ready.removeAll(keepingCapacity: true)
      taken = 0
      let count = try read(block)
      if count == 0 {
        isEnd = true
        rewriter.end(into: &ready)
      } else {
        let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
        rewriter.take(bytes.bindMemory(to: UInt8.self), into: &ready)
      }
    }
  }
}
