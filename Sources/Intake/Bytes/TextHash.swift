import Ledger

/// The hash by which a worker finds the number of a text again; it never leaves the process.
///
/// Of 16 to 64 bytes, as most texts of rows have, as many words are folded in whatever their number: a loop's end would be
/// guessed wrong for every other row. Any other text has the hash of its bytes that ids have. Equal hashes are only
/// candidates.
enum TextHash {
  @inline(__always)
  static func hash(_ text: Bytes) -> UInt64 {
    guard let base = text.baseAddress, text.count >= 16, text.count <= 64 else {
      return ByteHash.hash(text)
    }
    let end = base + text.count
    var hash = UInt64(truncatingIfNeeded: text.count)
    hash ^= folded(load(base), load(base + 8), 0)
    hash ^= folded(load(end - 16), load(end - 8), 1)
    guard text.count > 32 else { return hash }
    hash ^= folded(load(base + 16), load(base + 24), 2)
    hash ^= folded(load(end - 32), load(end - 24), 3)
    return hash
  }

  /// Two words and which pair they are of a text, in one word: the halves of a product.
  @inline(__always)
  private static func folded(_ one: UInt64, _ other: UInt64, _ pair: Int) -> UInt64 {
    let product = (one ^ factors[pair]).multipliedFullWidth(by: other ^ factors[pair &+ 1])
    return product.high ^ product.low
  }

  /// The fraction of pi, 64 bits after 64.
  private static let factors: InlineArray<5, UInt64> = [
    0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89,
    0x4528_21E6_38D0_1377,
  ]
}
