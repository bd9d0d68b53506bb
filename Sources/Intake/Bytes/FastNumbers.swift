import Ledger

/// Readers of the plain spellings that nearly every row has, eight bytes at a time.
///
/// They return nil for all others, which the careful readers of `Ledger` then accept or refuse with
/// a reason. Eight bytes from any digit of a text on must be readable, as they are in a block.
enum FastNumbers {
  /// A whole number of 1 to 15 digits.
  @inline(__always)
  static func count(_ text: Bytes) -> Int64? {
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
  static func decimal(_ text: Bytes, scale: Int) -> Int128? {
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

  /// The number that the first `count` bytes, 1 to 8, stand for, each the value of a digit.
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
  static let powers: InlineArray<19, Int64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000,
  ]
}

/// Reads `2026-07-29T23:59:51Z` with 0 to 9 decimals, remembering the last date it saw.
///
/// Ledgers are mostly in time order, so the calendar is computed once a day and not once a row. Eight bytes
/// from any digit on must be readable.
struct FastInstants {
  private var date = (first: UInt64.max, last: UInt16.max)
  private var midnight: Int64 = 0

  /// Returns the instant, or nil for another shape, second 60, or a year outside 2015 … 2099.
  @inline(__always)
  mutating func read(_ text: Bytes) -> Instant? {
    guard let base = text.baseAddress, text.count >= 20, text.count <= 30, base[10] == 0x54,
      base[text.count &- 1] == 0x5A
    else { return nil }
    let first = load(base)
    let last = UnsafeRawPointer(base + 8).loadUnaligned(as: UInt16.self)
    if first != date.first || last != date.last {
      guard remember(base, first, last) else { return nil }
    }
    if text.count == 24 { return readMilliseconds(base) }
    // `hh:mm:ss` with each byte less the one it should be at least: digits below ten, colons zero.
    let time = load(base + 11) ^ 0x3030_3A30_303A_3030
    guard ((time &+ 0x7676_7F76_767F_7676) | time) & 0x8080_8080_8080_8080 == 0 else { return nil }
    let pairs = time &* 10 &+ time >> 8
    let (hour, minute, second) = (pairs & 0xFF, pairs >> 24 & 0xFF, pairs >> 48 & 0xFF)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var nanoseconds: Int64 = 0
    if text.count > 20 {
      let decimals = text.count &- 21
      guard base[19] == 0x2E, decimals > 0 else { return nil }
      if decimals <= 8 {
        guard let value = FastNumbers.digits(base + 20, decimals) else { return nil }
        nanoseconds = value &* FastNumbers.powers[9 &- decimals]
      } else {
        guard let value = FastNumbers.digits(base + 20, 8), base[28] &- 0x30 < 10 else {
          return nil
        }
        nanoseconds = value &* 10 &+ Int64(base[28] &- 0x30)
      }
    }
    let seconds = Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ second)
    return Instant(
      nanoseconds: midnight &+ seconds &* Instant.nanosecondsPerSecond &+ nanoseconds)
  }

  /// The same of a time of day with three decimals, as most ledgers write it, after a date that is known.
  @inline(__always)
  private func readMilliseconds(_ base: UnsafePointer<UInt8>) -> Instant? {
    // `Thh:mm` and `:ss.mmmZ` with each byte less the one it should be at least: digits below ten, all else zero.
    let clock = load(base + 8) >> 16 ^ 0x3030_3A30_3054
    let rest = load(base + 16) ^ 0x5A30_3030_2E30_303A
    let strangers =
      (clock &+ 0x7676_7F76_767F) | clock | (rest &+ 0x7F76_7676_7F76_767F) | rest
    guard strangers & 0x8080_8080_8080_8080 == 0 else { return nil }
    let (pairs, lastPairs) = (clock &* 10 &+ clock >> 8, rest &* 10 &+ rest >> 8)
    let (hour, minute, second) = (pairs >> 8 & 0xFF, pairs >> 32 & 0xFF, lastPairs >> 8 & 0xFF)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let milliseconds = (lastPairs >> 32 & 0xFF) &* 10 &+ rest >> 48 & 0xFF
    let seconds = (hour &* 60 &+ minute) &* 60 &+ second
    return Instant(
      nanoseconds: midnight
        &+ Int64(truncatingIfNeeded: seconds &* 1_000 &+ milliseconds) &* 1_000_000)
  }

  @inline(never)
  private mutating func remember(
    _ base: UnsafePointer<UInt8>, _ first: UInt64, _ last: UInt16
  ) -> Bool {
    guard let day = Day(text: Bytes(start: base, count: 10)),
      day >= InstantText.window.lowerBound.utcDay, day < InstantText.window.upperBound.utcDay
    else { return false }
    date = (first, last)
    midnight = Instant(startOf: day).nanoseconds
    return true
  }
}
