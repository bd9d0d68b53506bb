import Ledger

/// Searches bytes eight at a time.
enum WordwiseByteSearch {
  /// The first line feed from `start` on, or `end`.
  static func lineFeed(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var at = start
    while at &+ 8 <= end {
      let found = zeroBytes(load(base + at) ^ 0x0A0A_0A0A_0A0A_0A0A)
      if found != 0 { return at &+ found.trailingZeroBitCount >> 3 }
      at &+= 8
    }
    while at < end && base[at] != 0x0A { at &+= 1 }
    return at
  }

  /// Returns the number of line feeds from `start` to before `end`.
  static func lineFeeds(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int32 {
    var count: Int32 = 0
    var at = lineFeed(base, from: start, to: end)
    while at < end {
      count &+= 1
      at = lineFeed(base, from: at &+ 1, to: end)
    }
    return count
  }
}
