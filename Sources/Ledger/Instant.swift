/// A point in time in UTC, as nanoseconds since 1 January 1970.
///
/// Covers 1678 to 2261; a ledger's own times are held to 2015 … 2099 by their reader.
package struct Instant: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Midnight UTC at the start of `day`; of a day so far away that it is no number of nanoseconds, the last instant
  /// before the end of time or the first after its beginning.
  package init(startOf day: Day) {
    let (product, overflow) = Int64(day.number).multipliedReportingOverflow(
      by: Instant.nanosecondsPerDay)
    nanoseconds = overflow ? (day.number < 0 ? .min + 1 : .max - 1) : product
  }

  /// Before every instant that a book can name: the start of a row that was always in force.
  package static let distantPast = Instant(nanoseconds: .min)
  /// After every instant that a book can name: the end of a row that is in force for good.
  package static let distantFuture = Instant(nanoseconds: .max)

  package static var nanosecondsPerSecond: Int64 { 1_000_000_000 }
  package static var nanosecondsPerDay: Int64 { 86_400 * nanosecondsPerSecond }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The last instant before this one.
  package var justBefore: Instant { Instant(nanoseconds: max(nanoseconds, .min + 1) - 1) }

  /// The UTC day of this instant.
  package var utcDay: Day {
    Day(number: Int32(floorDivide(nanoseconds, Instant.nanosecondsPerDay)))
  }
}

extension Instant: CustomStringConvertible {
  /// The instant as `2026-07-29T23:59:51.89Z`, or only the day when it is a midnight.
  package var description: String {
    nanoseconds % Instant.nanosecondsPerDay == 0 ? utcDay.description : rfc3339
  }

  /// The instant with its clock, also at midnight: `2026-07-30T00:00:00Z`.
  package var rfc3339: String {
    let remainder = nanoseconds % Instant.nanosecondsPerDay
    let rest = remainder < 0 ? remainder + Instant.nanosecondsPerDay : remainder
    let seconds = Int(rest / Instant.nanosecondsPerSecond)
    let fraction = rest % Instant.nanosecondsPerSecond
    let decimals =
      fraction == 0 ? "" : DecimalText.string(Int128(fraction), scale: 9).dropFirst().description
    return "\(utcDay)T\(padded(seconds / 3600, to: 2)):\(padded(seconds / 60 % 60, to: 2)):"
      + "\(padded(seconds % 60, to: 2))\(decimals)Z"
  }
}

/// Returns `value` / `divisor` rounded down, for a positive divisor.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
