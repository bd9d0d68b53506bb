import Ledger

/// Gives each distinct text a small number, without allocating for a text seen before.
///
/// A text is several runs of bytes, kept with a line feed after each: plain records hold none, so two
/// different lists of runs never make one text.
struct SpanInterner {
  private struct Slot {
    var hash: UInt64 = 0
    var start = 0
    var length: Int32 = -1
    var number: Int32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var texts: [UInt8] = []
  private var count = 0

  /// Returns the number of the text made of `runs`, or nil when it has none yet.
  @inline(__always)
  func number(of runs: UnsafeBufferPointer<Bytes>, hash: UInt64) -> Int32? {
    slots.withUnsafeBufferPointer { slots in
      texts.withUnsafeBufferPointer { texts in
        var index = Int(truncatingIfNeeded: hash >> 20) & (slots.count &- 1)
        while true {
          let slot = slots[index]
          if slot.length < 0 { return nil }
          if slot.hash == hash && equals(slot, runs, texts) { return slot.number }
          index = (index &+ 1) & (slots.count &- 1)
        }
      }
    }
  }

  /// Remembers `number` for the text made of `runs`.
  mutating func remember(_ number: Int32, for runs: UnsafeBufferPointer<Bytes>, hash: UInt64) {
    if count * 2 >= slots.count { grow() }
    let start = texts.count
    for run in runs {
      texts.append(contentsOf: run)
      texts.append(0x0A)
    }
    insert(Slot(hash: hash, start: start, length: Int32(texts.count - start), number: number))
    count += 1
  }

  private mutating func insert(_ slot: Slot) {
    var index = Int(truncatingIfNeeded: slot.hash >> 20) & (slots.count - 1)
    while slots[index].length >= 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.length >= 0 { insert(slot) }
  }

  @inline(__always)
  private func equals(
    _ slot: Slot, _ runs: UnsafeBufferPointer<Bytes>, _ texts: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var at = slot.start
    for run in runs {
      guard at &+ run.count < slot.start &+ Int(slot.length), texts[at &+ run.count] == 0x0A,
        sameBytes(run, texts, at: at)
      else { return false }
      at &+= run.count &+ 1
    }
    return at == slot.start &+ Int(slot.length)
  }

  @inline(__always)
  private func sameBytes(_ run: Bytes, _ texts: UnsafeBufferPointer<UInt8>, at: Int) -> Bool {
    guard let left = run.baseAddress, let right = texts.baseAddress else { return run.isEmpty }
    return equalBytes(left, right + at, count: run.count)
  }
}

/// Returns whether two runs of `count` bytes are the same.
@inline(__always)
func equalBytes(
  _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, count: Int
) -> Bool {
  var index = 0
  while index &+ 8 <= count {
    if load(left + index) != load(right + index) { return false }
    index &+= 8
  }
  if index < count && count >= 8 {
    return load(left + (count &- 8)) == load(right + (count &- 8))
  }
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
