import Ledger

/// Months in the reporting zone.
struct ReportingMonths {
  private let zone: ReportingZone
  /// The first instant of each month from `first` on, in nanoseconds since 1970.
  private let starts: [Int64]
  /// The index of the month that was found last.
  private var latest = 0

  /// January 2014 as months since year 0: no event is earlier than 2015.
  private static let first = 2014 * 12
  /// Through 2261, the last year that an instant can name.
  private static let count = 248 * 12

  init(_ zone: ReportingZone) {
    self.zone = zone
    starts = (0..<ReportingMonths.count).map { index in
      zone.start(of: Month(number: ReportingMonths.first + index).period.from).nanoseconds
    }
  }

  /// Returns the month of an instant, as months since January of year 0.
  mutating func number(at instant: Int64) -> Int {
    let isLatest =
      starts[latest] <= instant && (latest + 1 == starts.count || instant < starts[latest + 1])
    if !isLatest { latest = max(0, starts.indices.partitionPoint { starts[$0] <= instant } - 1) }
    return ReportingMonths.first + latest
  }

  /// Returns the first instant of a month by its number, in nanoseconds since 1970.
  ///
  /// Months of years that no event has begin at the nearest month that one may have.
  func start(of number: Int) -> Int64 {
    starts[min(max(0, number - ReportingMonths.first), ReportingMonths.count - 1)]
  }

  /// Returns the instant `months` later that shows the same local time.
  ///
  /// A day that the month lacks becomes its last day. A local time that occurs twice means the first; one that does not
  /// exist moves forward by the gap.
  func later(_ instant: Int64, months: Int) -> Int64 {
    let from = Instant(nanoseconds: instant)
    let local = instant + Int64(secondsEast(at: from)) * Instant.nanosecondsPerSecond
    let day = Instant(nanoseconds: local).utcDay
    let clock = local - Instant(startOf: day).nanoseconds
    let date = day.civil
    let month = Month(number: day.month.number + months)
    let last = month.period.lastDay
    let target = min(month.period.from + (date.day - 1), last)
    let shown = Instant(nanoseconds: Instant(startOf: target).nanoseconds + clock)
    if let first = zone.instants(showing: shown).first { return first.nanoseconds }
    // The clocks were put forward over this time: what they showed before goes on.
    let before = Instant(nanoseconds: shown.nanoseconds - Instant.nanosecondsPerDay)
    return shown.nanoseconds - Int64(secondsEast(at: before)) * Instant.nanosecondsPerSecond
  }

  private func secondsEast(at instant: Instant) -> Int32 {
    let index = zone.offsets.indices.partitionPoint { zone.offsets[$0].from <= instant }
    return zone.offsets[max(0, index - 1)].secondsEast
  }
}
