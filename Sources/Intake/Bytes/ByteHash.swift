import Ledger

/// A fixed hash of bytes: the same in every process and on every machine, so that hashes made by
/// different workers can be compared.
///
/// Each word of eight bytes (little-endian, the last one filled with zeros) is folded in with one
/// multiplication of 64 by 64 bits whose halves are combined. It spreads ids well; it is no defence
/// against ids made to collide, so equal hashes are only ever candidates.
package enum ByteHash {
  package static let seed: UInt64 = 0x243F_6A88_85A3_08D3
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Returns the hash of `bytes`, continuing from `state`.
  @inline(__always)
  package static func hash(_ bytes: Bytes, from state: UInt64 = seed) -> UInt64 {
    var hash = state ^ UInt64(truncatingIfNeeded: bytes.count)
    guard let base = bytes.baseAddress else { return hash }
    var index = 0
    while index &+ 8 <= bytes.count {
      hash = mix(hash, load(base + index))
      index &+= 8
    }
    let left = bytes.count &- index
    if left > 0 { hash = mix(hash, tail(base, index, left, of: bytes.count)) }
    return hash
  }

  /// The last `left` bytes, 1 to 7, filled with zeros; nothing after them is read.
  @inline(__always)
  private static func tail(
    _ base: UnsafePointer<UInt8>, _ index: Int, _ left: Int, of count: Int
  ) -> UInt64 {
    if count >= 8 {
      return load(base + (count &- 8)) &>> UInt64(truncatingIfNeeded: 64 &- 8 &* left)
    }
    var tail: UInt64 = 0
    for place in 0..<left { tail |= UInt64(base[index &+ place]) &<< UInt64(8 &* place) }
    return tail
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
