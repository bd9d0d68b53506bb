import Ledger

/// The rows of one block of a ledger file, read: those that can be used, and those that cannot.
///
/// The texts that records point at are valid until the block is replaced by the next.
package struct RecordBatch {
  package var records: [UsageRecord] = []
  package var rejects: [Reject] = []
  /// Keeps the texts of records that could not be pointed at in the block itself.
  var scratch = TextArena()

  package init() {}

  mutating func clear() {
    records.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    scratch.clear()
  }
}

/// A row that cannot be used, with every reason.
package struct Reject {
  package let offset: Int64
  package let line: Int32
  package let piece: Int32
  /// The byte in the row, from 1, where the first reason lies.
  package let byteColumn: Int
  /// The name of the column of the first reason; empty when the whole row is meant.
  package let column: String
  /// In the order of the columns; the first decides the code.
  ///
  /// Never empty.
  package let faults: [RowFault]
  /// The row as it stands in the file, without its line end.
  package let text: [UInt8]
  /// What could still be read, when that is enough to estimate the cost.
  package let estimable: UsageRecord?

  package init(
    offset: Int64, line: Int32, piece: Int32, byteColumn: Int, column: String, faults: [RowFault],
    text: [UInt8], estimable: UsageRecord?
  ) {
    precondition(!faults.isEmpty, "a row is rejected for a reason")
    self.offset = offset
    self.line = line
    self.piece = piece
    self.byteColumn = byteColumn
    self.column = column
    self.faults = faults
    self.text = text
    self.estimable = estimable
  }
}

/// Owns copies of texts that stay in place until `clear`, with readable bytes after each.
final class TextArena {
  private var chunks: [UnsafeMutablePointer<UInt8>] = []
  private var large: [UnsafeMutablePointer<UInt8>] = []
  private var chunk = -1
  private var used = TextArena.chunkBytes

  private static let chunkBytes = 1 << 14

  /// Returns room for `count` bytes and eight after them, which begin as anything.
  func room(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    let needed = count + 8
    if needed > TextArena.chunkBytes / 4 {
      let room = UnsafeMutablePointer<UInt8>.allocate(capacity: needed)
      room.initialize(repeating: 0, count: needed)
      large.append(room)
      return room
    }
    if used + needed > TextArena.chunkBytes {
      chunk += 1
      used = 0
      if chunk == chunks.count {
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: TextArena.chunkBytes)
        room.initialize(repeating: 0, count: TextArena.chunkBytes)
        chunks.append(room)
      }
    }
    defer { used += needed }
    return chunks[chunk] + used
  }

  /// Returns a copy of `bytes`.
  func keep(_ bytes: [UInt8]) -> Bytes {
    let copy = room(bytes.count)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    return Bytes(start: copy, count: bytes.count)
  }

  /// Returns the digits of a number that is not negative.
  func keep(_ number: Int64) -> Bytes {
    precondition(number >= 0, "a count is not negative")
    var count = 1
    var rest = number / 10
    while rest > 0 {
      count += 1
      rest /= 10
    }
    let copy = room(count)
    rest = number
    for index in stride(from: count - 1, through: 0, by: -1) {
      copy[index] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
      rest /= 10
    }
    return Bytes(start: copy, count: count)
  }

  func clear() {
    for text in large { text.deallocate() }
    large.removeAll(keepingCapacity: true)
    chunk = -1
    used = TextArena.chunkBytes
  }

  deinit {
    clear()
    for text in chunks { text.deallocate() }
  }
}
