import Ledger

/// Readers of the plain spellings that nearly every row has.
///
/// They return nil for all others, which the careful readers of `Ledger` then accept or refuse with
/// a reason.
enum FastNumbers {
  /// A whole number of 1 to 15 digits.
  @inline(__always)
  static func count(_ text: Bytes) -> Int64? {
    guard text.count > 0, text.count <= 15 else { return nil }
    var value: Int64 = 0
    for byte in text {
      let digit = byte &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  /// A decimal of at most 18 digits with 1 to `scale` decimals or none, times 10 to the `scale`.
  ///
  /// - Parameter scale: at most 18.
  @inline(__always)
  static func decimal(_ text: Bytes, scale: Int) -> Int128? {
    guard text.count > 0, text.count <= 19 else { return nil }
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
    return Int128(value) &* Int128(powers[scale &- decimals])
  }

  /// Ten to the 0 … 18.
  private static let powers: InlineArray<19, Int64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000,
  ]
}

/// Reads `2026-07-29T23:59:51Z` with 0 to 9 decimals, remembering the last date it saw.
///
/// Ledgers are mostly in time order, so the calendar is computed once a day and not once a row.
struct FastInstants {
  private var date = (first: UInt64.max, last: UInt16.max)
  private var midnight: Int64 = 0

  /// Returns the instant, or nil for another shape, second 60, or a year outside 2015 … 2099.
  @inline(__always)
  mutating func read(_ text: Bytes) -> Instant? {
    guard let base = text.baseAddress, text.count >= 20, text.count <= 30,
      base[10] == 0x54, base[13] == 0x3A, base[16] == 0x3A, base[text.count &- 1] == 0x5A
    else { return nil }
    let first = load(base)
    let last = UnsafeRawPointer(base + 8).loadUnaligned(as: UInt16.self)
    if first != date.first || last != date.last {
      guard remember(base, first, last) else { return nil }
    }
    guard let hour = pair(base + 11), let minute = pair(base + 14), let second = pair(base + 17),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var nanoseconds: Int64 = 0
    if text.count > 20 {
      guard base[19] == 0x2E, text.count > 21 else { return nil }
      var index = 20
      while index < text.count &- 1 {
        let digit = base[index] &- 0x30
        guard digit < 10 else { return nil }
        nanoseconds = nanoseconds &* 10 &+ Int64(digit)
        index &+= 1
      }
      while index < 29 {
        nanoseconds &*= 10
        index &+= 1
      }
    }
    let seconds = (hour &* 60 &+ minute) &* 60 &+ second
    return Instant(
      nanoseconds: midnight &+ seconds &* Instant.nanosecondsPerSecond &+ nanoseconds)
  }

  @inline(__always)
  private func pair(_ digits: UnsafePointer<UInt8>) -> Int64? {
    let tens = digits[0] &- 0x30
    let ones = digits[1] &- 0x30
    guard tens < 10, ones < 10 else { return nil }
    return Int64(tens) &* 10 &+ Int64(ones)
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
