import Ledger

/// Values made of short texts that recur, such as names and times, so that each is made once.
///
/// A text takes the place of an earlier one, so the memory does not grow with the lines of a bill.
struct BytesCache<Value> {
  private var entries: [(key: Name, value: Value)?]
  private static var count: Int { 1_024 }

  init() { entries = Array(repeating: nil, count: BytesCache.count) }

  /// Returns the value of `text`, which `make` makes where it is not here.
  mutating func value<Fault: Error>(
    _ text: Bytes, make: (Name) throws(Fault) -> Value
  ) throws(Fault) -> Value {
    let slot = BytesCache.slot(text)
    if let entry = entries[slot], BytesCache.areEqual(entry.key.bytes, text) { return entry.value }
    let key = Name(bytes: text)
    let value = try make(key)
    entries[slot] = (key, value)
    return value
  }

  private static func areEqual(_ key: [UInt8], _ text: Bytes) -> Bool {
    guard key.count == text.count else { return false }
    return key.withUnsafeBufferPointer { key in
      for index in 0..<key.count where key[index] != text[index] { return false }
      return true
    }
  }

  private static func slot(_ text: Bytes) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 29) & UInt64(count - 1))
  }
}
