import Credits
import Ledger

/// The days of months that belong to the period.
struct InvoiceDays {
  private let first: Day?
  private let last: Day

  init(_ totals: CreditTotals, _ zone: ReportingZone) {
    first = totals.from == .min ? nil : zone.day(of: Instant(nanoseconds: totals.from))
    let end = totals.to == .max ? Int64.max : totals.to - 1
    last = zone.day(of: Instant(nanoseconds: end))
  }

  /// Returns the days of a month that belong to the period.
  func days(of month: Int32) -> ClosedRange<Day> {
    let days = Month(number: Int(month)).period
    let from = max(first ?? days.from, days.from)
    return from...max(from, min(last, days.lastDay))
  }
}
