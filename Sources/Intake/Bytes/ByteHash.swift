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
    if index < bytes.count {
      var tail: UInt64 = 0
      var shift: UInt64 = 0
      while index < bytes.count {
        tail |= UInt64(base[index]) &<< shift
        shift &+= 8
        index &+= 1
      }
      hash = mix(hash, tail)
    }
    return hash
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
