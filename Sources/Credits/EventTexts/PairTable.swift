/// A table from a pair of numbers to a number: 12 bytes per place, at most 60 % full.
struct PairTable: Sendable {
  /// The first number of a pair in the high half; 0 is a free place, as no pair of two blanks is entered.
  private var keys: [UInt64] = Array(repeating: 0, count: 64)
  private var values: [UInt32] = Array(repeating: 0, count: 64)
  private(set) var count = 0

  /// The value of a pair; nil if the table lacks it.
  subscript(first: UInt32, second: UInt32) -> UInt32? {
    get {
      let place = place(of: PairTable.key(first, second))
      return keys[place] == 0 ? nil : values[place]
    }
    set {
      guard let newValue else { preconditionFailure("a pair is never removed") }
      let key = PairTable.key(first, second)
      let place = place(of: key)
      values[place] = newValue
      guard keys[place] == 0 else { return }
      keys[place] = key
      count += 1
      if count * 5 > keys.count * 3 { grow() }
    }
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    let key = UInt64(first) << 32 | UInt64(second)
    precondition(key != 0, "a pair has a number")
    return key
  }

  private func place(of key: UInt64) -> Int {
    let mask = keys.count - 1
    let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var place = Int(truncatingIfNeeded: product.high ^ product.low) & mask
    while keys[place] != 0 && keys[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    values = Array(repeating: 0, count: oldKeys.count * 2)
    for (index, key) in oldKeys.enumerated() where key != 0 {
      let place = place(of: key)
      keys[place] = key
      values[place] = oldValues[index]
    }
  }
}
