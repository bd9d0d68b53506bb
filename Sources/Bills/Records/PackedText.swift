import Ledger

/// Short texts as words of eight bytes, the last filled up with zeros.
enum PackedText {
  /// Puts the words of a text into places that `put` gives.
  ///
  /// Up to seven bytes after the text are read, which a `BlockBuffer` has.
  @inline(__always)
  static func forEach(_ text: Bytes, from base: UnsafeRawPointer, _ put: (UInt64) -> Void) {
    var at = 0
    while at &+ 8 <= text.count {
      put(base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 8
    }
    let rest = UInt64(truncatingIfNeeded: 8 &* (text.count &- at))
    if rest > 0 {
      put(base.loadUnaligned(fromByteOffset: at, as: UInt64.self) & ((1 &<< rest) &- 1))
    }
  }

  /// Mixes the bits of a word, for a hash.
  @inline(__always)
  static func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
