import Ledger

/// Days of 24 hours, unlike days of the calendar.
enum InstantAfterDays {
  /// Returns the instant a number of days after another, in nanoseconds since 1970.
  ///
  /// `Int64.max`, which is never, where that is too far away for an instant.
  static func instant(_ days: Int, after instant: Int64) -> Int64 {
    let (product, isLarge) = Int64(days).multipliedReportingOverflow(by: Instant.nanosecondsPerDay)
    let (sum, isLate) = instant.addingReportingOverflow(product)
    return isLarge || isLate ? .max : sum
  }
}
