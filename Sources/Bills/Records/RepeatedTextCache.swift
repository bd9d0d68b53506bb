import Ledger

/// Values made of short texts that recur, such as names and times, so that each is made once.
///
/// Four texts share a place, and a further one takes the place of one of them: the memory does not grow with the lines
/// of a bill.
struct RepeatedTextCache<Value> {
  private var entries: [(key: Name, value: Value)?]
  private static var count: Int { 1_024 }
  private static var ways: Int { 4 }

  init() { entries = Array(repeating: nil, count: RepeatedTextCache.count) }

  /// Returns the value of `text`, which `make` makes where it is not here.
  mutating func value<Fault: Error>(
    _ text: Bytes, make: (Name) throws(Fault) -> Value
  ) throws(Fault) -> Value {
    let hash = RepeatedTextCache.hash(text)
    let first = Int(truncatingIfNeeded: hash) & (RepeatedTextCache.count - RepeatedTextCache.ways)
    var place = first + Int(truncatingIfNeeded: hash >> 32) & (RepeatedTextCache.ways - 1)
    for way in first..<first + RepeatedTextCache.ways {
      guard let entry = entries[way] else {
        place = way
        break
      }
      if RepeatedTextCache.areEqual(entry.key.bytes, text) { return entry.value }
    }
    let key = Name(bytes: text)
    let value = try make(key)
    entries[place] = (key, value)
    return value
  }

  private static func areEqual(_ key: [UInt8], _ text: Bytes) -> Bool {
    guard key.count == text.count else { return false }
    return key.withUnsafeBufferPointer { key in
      for index in 0..<key.count where key[index] != text[index] { return false }
      return true
    }
  }

  /// A word at a time.
  private static func hash(_ text: Bytes) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(text)
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    while at &+ 8 <= bytes.count {
      hash = PackedText.mixed(hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 8
    }
    var rest: UInt64 = 0
    while at < bytes.count {
      rest = rest << 8 | UInt64(bytes[at])
      at &+= 1
    }
    return PackedText.mixed(hash ^ rest)
  }
}
