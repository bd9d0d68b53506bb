import CSystem
import Glibc
import Ledger

/// Searches and counts in bytes, by the C library where that is fastest.
enum ByteSearch {
  /// The first place of `needle`, which is not empty, at or after `start`.
  static func first(_ needle: [UInt8], in bytes: Bytes, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count else { return nil }
    let found = needle.withUnsafeBytes {
      assay_find(base + start, bytes.count - start, $0.baseAddress, $0.count)
    }
    return found.map { $0 - UnsafeRawPointer(base) }
  }

  /// The first place of `byte` at or after `start`.
  static func first(_ byte: UInt8, in bytes: Bytes, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count else { return nil }
    let found = memchr(base + start, Int32(byte), bytes.count - start)
    return found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
  }

  /// Returns the number of lines that end in `bytes`.
  ///
  /// A line ends at LF, CR LF or, if `countsCR`, a lone CR.
  ///
  /// - Parameter next: the byte that follows these, if any.
  static func lineEnds(in bytes: Bytes, followedBy next: UInt8?, countsCR: Bool) -> Int64 {
    var count = lineFeeds(in: bytes)
    guard countsCR else { return count }
    var at = 0
    while let index = first(0x0D, in: bytes, from: at) {
      let following = index + 1 < bytes.count ? bytes[index + 1] : next
      if following != 0x0A { count += 1 }
      at = index + 1
    }
    return count
  }

  /// Eight bytes at a time: each lane of a sum counts the line feeds of its place.
  private static func lineFeeds(in bytes: Bytes) -> Int64 {
    guard let base = bytes.baseAddress else { return 0 }
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let ones: UInt64 = 0x0101_0101_0101_0101
    var total: UInt64 = 0
    var index = 0
    while bytes.count &- index >= 8 {
      // A lane holds at most 255, so after so many words the lanes are added up.
      let words = min(255, (bytes.count &- index) / 8)
      var lanes: UInt64 = 0
      for _ in 0..<words {
        let word =
          UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) ^ (0x0A &* ones)
        let isOther = ((word & lows) &+ lows) | word
        lanes &+= (~isOther >> 7) & ones
        index &+= 8
      }
      let pairs = (lanes & 0x00FF_00FF_00FF_00FF) &+ ((lanes >> 8) & 0x00FF_00FF_00FF_00FF)
      total &+= (pairs &* 0x0001_0001_0001_0001) >> 48
    }
    while index < bytes.count {
      if bytes[index] == 0x0A { total &+= 1 }
      index &+= 1
    }
    return Int64(total)
  }
}
