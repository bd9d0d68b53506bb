import Ledger

/// Readers of the plain spellings that nearly every row has, eight bytes at a time.
///
/// They return nil for all others, which the careful readers of `Ledger` then accept or refuse with
/// a reason. Eight bytes from any digit of a text on must be readable, as they are in a block.
package enum FastNumbers {
  /// A whole number of 1 to 15 digits.
  @inline(__always)
  package static func count(_ text: Bytes) -> Int64? {
    guard let base = text.baseAddress, text.count > 0, text.count <= 15 else { return nil }
    if text.count <= 8 { return digits(base, text.count) }
    guard let high = digits(base, text.count &- 8), let low = digits(base + (text.count &- 8), 8)
    else { return nil }
    return high &* 100_000_000 &+ low
  }

  /// A decimal of at most 18 digits with 1 to `scale` decimals or none, times 10 to the `scale`.
  ///
  /// - Parameter scale: at most 18.
  @inline(__always)
  package static func decimal(_ text: Bytes, scale: Int) -> Int128? {
    guard let base = text.baseAddress, text.count > 0 else { return nil }
    let word = load(base) ^ zeros
    let whole = strangers(word).trailingZeroBitCount >> 3
    if whole == text.count { return product(value(word, whole), powers[scale]) }
    let decimals = text.count &- whole &- 1
    guard whole > 0, whole < 8, base[whole] == 0x2E, decimals > 0, decimals <= 8, decimals <= scale
    else { return longDecimal(text, scale: scale) }
    if text.count <= 8 {
      // Without the point it is one number: what stands after the point moves to the digit before.
      let before = 1 &<< UInt64(truncatingIfNeeded: 8 &* whole) &- 1
      let joined = word & before | word >> 8 & ~before
      guard strangers(moved(joined, whole &+ decimals)) == 0 else { return nil }
      return product(value(joined, whole &+ decimals), powers[scale &- decimals])
    }
    guard let fraction = digits(base + (whole &+ 1), decimals) else { return nil }
    return product(
      value(word, whole) &* powers[decimals] &+ fraction, powers[scale &- decimals])
  }

  /// The same, digit by digit.
  @inline(never)
  private static func longDecimal(_ text: Bytes, scale: Int) -> Int128? {
    // Nineteen digits, or eighteen after a zero, fit.
    guard text.count <= 19 || text.count == 20 && text[0] == 0x30 else { return nil }
    var value: Int64 = 0
    var point = -1
    var index = 0
    while index < text.count {
      let byte = text[index]
      let digit = byte &- 0x30
      if digit < 10 {
        value = value &* 10 &+ Int64(digit)
      } else if byte == 0x2E && point < 0 {
        point = index
      } else {
        return nil
      }
      index &+= 1
    }
    let decimals = point < 0 ? 0 : text.count &- point &- 1
    guard point != 0, decimals > 0 || point < 0, decimals <= scale, text.count &- decimals <= 18
    else { return nil }
    return product(value, powers[scale &- decimals])
  }

  /// The number that `count` bytes, 1 to 8, spell; nil when one is no digit.
  @inline(__always)
  static func digits(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let word = load(base) ^ zeros
    guard strangers(moved(word, count)) == 0 else { return nil }
    return value(word, count)
  }

  /// The first `count` bytes of a word in its last places, with zeros before them, as the first byte is the lowest.
  @inline(__always)
  private static func moved(_ word: UInt64, _ count: Int) -> UInt64 {
    word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
  }

  /// The high bits of the bytes that are no digits; a digit is its value here.
  @inline(__always)
  private static func strangers(_ word: UInt64) -> UInt64 { ((word &+ belowTen) | word) & highs }

  /// The number that the first `count` bytes, 1 to 8, represent, each the value of a digit.
  @inline(__always)
  private static func value(_ word: UInt64, _ count: Int) -> Int64 {
    let word = moved(word, count)
    let pairs = word &* 10 &+ word >> 8
    let fours = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let others = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int64(truncatingIfNeeded: (fours &+ others) >> 32)
  }

  /// The product of two numbers that are not negative.
  @inline(__always)
  private static func product(_ left: Int64, _ right: Int64) -> Int128 {
    let full = left.multipliedFullWidth(by: right)
    return Int128(full.high) << 64 | Int128(full.low)
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030
  /// Added to a byte, it sets the high bit unless the byte is below ten.
  private static let belowTen: UInt64 = 0x7676_7676_7676_7676
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Ten to the 0 … 18.
  package static let powers: InlineArray<19, Int64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000,
  ]
}
