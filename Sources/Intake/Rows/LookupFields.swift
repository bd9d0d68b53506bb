import Ledger

/// Runs of neighbouring fields, whose bytes together are one text to look up.
final class LookupFields {
  private let runs: [ClosedRange<Int>]
  /// The first and last field where they all are together, as they mostly do.
  private let only: ClosedRange<Int>?
  /// The buffer in which separate runs are put together.
  private var room: UnsafeMutableRawBufferPointer = .allocate(byteCount: 256, alignment: 8)

  init(_ runs: [ClosedRange<Int>]) {
    self.runs = runs
    only = runs.count == 1 ? runs[0] : nil
  }

  deinit { room.deallocate() }

  /// The bytes of the runs of a plain row, delimiters included; it stays until the next is requested.
  ///
  /// A line feed follows each where there are several: plain records hold none, so two rows give one text only if
  /// all runs are the same.
  @inline(__always)
  func text(in fields: some RowFields) -> Bytes {
    if let only { return fields.span(only) }
    return joined(fields)
  }

  @inline(never)
  private func joined(_ fields: some RowFields) -> Bytes {
    var count = 0
    for run in runs {
      let span = fields.span(run)
      reserve(count + span.count + 1)
      UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(
        from: UnsafeRawBufferPointer(span))
      count += span.count
      room[count] = 0x0A
      count += 1
    }
    return Bytes(rebasing: UnsafeBufferPointer(room.bindMemory(to: UInt8.self))[..<count])
  }

  private func reserve(_ count: Int) {
    guard count > room.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * count, alignment: 8)
    larger.copyMemory(from: UnsafeRawBufferPointer(room))
    room.deallocate()
    room = larger
  }
}
