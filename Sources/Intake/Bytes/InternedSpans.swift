import CSystem
import Ledger

/// Gives each distinct text a small number, without allocating for a text seen before.
struct InternedSpans {
  private struct Slot {
    var hash: UInt64 = 0
    var start = 0
    var length: Int32 = -1
    var number: Int32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var texts: [UInt8] = []
  private var count = 0

  /// The slot in which a text is looked for first, of `count`, a power of two.
  @inline(__always)
  private static func place(of hash: UInt64, among count: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 20) & (count &- 1)
  }

  /// Asks for the memory in which the text of a hash is looked up; what is done in the meantime need not wait for it.
  @inline(__always)
  func prefetchSlot(of hash: UInt64) {
    slots.withUnsafeBufferPointer { slots in
      let index = InternedSpans.place(of: hash, among: slots.count)
      assay_prefetch(
        UInt(bitPattern: slots.baseAddress) &+ UInt(bitPattern: index &* MemoryLayout<Slot>.stride))
    }
  }

  /// Prefetches the text that a hash probably belongs to, whose slot was prefetched before.
  @inline(__always)
  func prefetchText(of hash: UInt64) {
    slots.withUnsafeBufferPointer { slots in
      texts.withUnsafeBufferPointer { texts in
        let slot = slots[InternedSpans.place(of: hash, among: slots.count)]
        assay_prefetch(UInt(bitPattern: texts.baseAddress) &+ UInt(bitPattern: slot.start))
      }
    }
  }

  /// Returns the number of `text`, whose hash is `hash`, or nil when it has none yet.
  @inline(__always)
  func number(of text: Bytes, hash: UInt64) -> Int32? {
    slots.withUnsafeBufferPointer { slots in
      texts.withUnsafeBufferPointer { texts in
        var index = InternedSpans.place(of: hash, among: slots.count)
        while true {
          let slot = slots[index]
          if slot.length < 0 { return nil }
          if slot.hash == hash && Int(slot.length) == text.count {
            guard let left = text.baseAddress, let right = texts.baseAddress,
              !equalBytes(left, right + slot.start, count: text.count)
            else { return slot.number }
          }
          index = (index &+ 1) & (slots.count &- 1)
        }
      }
    }
  }

  /// Returns the number of `text`, or nil when it has none yet.
  @inline(__always)
  func number(of text: Bytes) -> Int32? { number(of: text, hash: TextHash.hash(text)) }

  /// Remembers `number` for `text` if it has none yet.
  mutating func remember(_ number: Int32, for text: Bytes) {
    let hash = TextHash.hash(text)
    if self.number(of: text, hash: hash) == nil { remember(number, for: text, hash: hash) }
  }

  /// Remembers `number` for `text`, which has none yet.
  mutating func remember(_ number: Int32, for text: Bytes, hash: UInt64) {
    if count * 2 >= slots.count { grow() }
    insert(Slot(hash: hash, start: texts.count, length: Int32(text.count), number: number))
    texts.append(contentsOf: text)
    count += 1
  }

  private mutating func insert(_ slot: Slot) {
    var index = InternedSpans.place(of: slot.hash, among: slots.count)
    while slots[index].length >= 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.length >= 0 { insert(slot) }
  }
}

/// Returns whether two runs of `count` bytes are the same.
///
/// Of 16 to 64 bytes, as most texts of rows have, as many words are compared whatever their number, so that no end of a
/// loop is guessed wrong: those from the first byte on, and those up to the last, some of them twice.
@inline(__always)
func equalBytes(
  _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, count: Int
) -> Bool {
  @inline(__always) func difference(_ place: Int) -> UInt64 {
    load(left + place) ^ load(right + place)
  }
  if count >= 16 && count <= 64 {
    var all = difference(0) | difference(8) | difference(count &- 16) | difference(count &- 8)
    if count > 32 {
      all |= difference(16) | difference(24) | difference(count &- 32) | difference(count &- 24)
    }
    return all == 0
  }
  var index = 0
  while index &+ 8 <= count {
    if difference(index) != 0 { return false }
    index &+= 8
  }
  if index < count && count >= 8 { return difference(count &- 8) == 0 }
  while index < count {
    if left[index] != right[index] { return false }
    index &+= 1
  }
  return true
}

@inline(__always)
func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
  UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
}
