import Ledger

/// Reads `2026-07-29T23:59:51Z` with 0 to 9 decimals, remembering the last date it saw.
///
/// Ledgers are mostly in time order, so the calendar is computed once a day and not once a row. Eight bytes
/// from any digit on must be readable.
package struct FastInstants {
  private var date = (first: UInt64.max, last: UInt16.max)
  private var midnight: Int64 = 0

  package init() {}

  /// Returns the instant, or nil for another shape, second 60, or a year outside 2015 … 2099.
  @inline(__always)
  package mutating func read(_ text: Bytes) -> Instant? {
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
