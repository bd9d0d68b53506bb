import Ledger

/// A clock of the reporting zone that tells the hour of the week: 0 is Monday from 0:00 to 1:00, 167 the last of Sunday.
///
/// An hour that clocks show twice is one hour; one that they skip is none.
package struct WeekClock: Sendable {
  /// The number of hours of a week.
  package static let hours = 168
  private static let nanosecondsPerHour = 3600 * Instant.nanosecondsPerSecond
  /// 1 January 1970 was a Thursday.
  private static let hoursBefore1970: Int64 = 3 * 24

  private let offsets: [ReportingZone.Offset]
  /// The instants at which the offset below is in force; none at first.
  private var from: Int64 = 1
  private var to: Int64 = 0
  private var shift: Int64 = 0
  /// The instants of the last hour; none at first.
  private var hourFrom: Int64 = 1
  private var hourTo: Int64 = 0
  private var hour = 0

  package init(_ zone: ReportingZone) { offsets = zone.offsets }

  /// Returns the hour of the week at `instant`; rows follow each other in time, so the last hour is kept.
  @inline(__always)
  package mutating func hour(of instant: Instant) -> Int {
    let time = instant.nanoseconds
    if time < hourFrom || time >= hourTo { find(instant) }
    return hour
  }

  @inline(never)
  private mutating func find(_ instant: Instant) {
    let time = instant.nanoseconds
    if time < from || time >= to { turn(to: instant) }
    let (shown, overflow) = time.addingReportingOverflow(shift)
    // At the ends of time no offset counts.
    var (quotient, rest) = (overflow ? time : shown).quotientAndRemainder(
      dividingBy: WeekClock.nanosecondsPerHour)
    if rest < 0 { (quotient, rest) = (quotient - 1, rest + WeekClock.nanosecondsPerHour) }
    let ofWeek = (quotient + WeekClock.hoursBefore1970) % Int64(WeekClock.hours)
    hour = Int(ofWeek < 0 ? ofWeek + Int64(WeekClock.hours) : ofWeek)
    // The shown hour changes with the hour, and with the offset.
    let (start, end) = (
      time.subtractingReportingOverflow(rest),
      time.addingReportingOverflow(WeekClock.nanosecondsPerHour - rest)
    )
    hourFrom = start.overflow ? .min : max(from, start.partialValue)
    hourTo = end.overflow ? .max : min(to, end.partialValue)
  }

  @inline(never)
  private mutating func turn(to instant: Instant) {
    // The first holds also before its beginning.
    let index = max(0, offsets.indices.partitionPoint { offsets[$0].from <= instant } - 1)
    from = index == 0 ? .min : offsets[index].from.nanoseconds
    to = index + 1 < offsets.count ? offsets[index + 1].from.nanoseconds : .max
    shift = Int64(offsets[index].secondsEast) * Instant.nanosecondsPerSecond
  }
}
