import Ledger

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
