/// The time zone in which days and months are reported: offsets from UTC, each from an instant on.
package struct ReportingZone: Hashable, Sendable {
  /// The IANA name, as in the settings.
  package let name: String
  /// At least one, in time order; the first holds from always.
  package let offsets: [Offset]

  /// Seconds east of UTC from one instant on.
  package struct Offset: Hashable, Sendable {
    package let from: Instant
    package let secondsEast: Int32

    package init(from: Instant, secondsEast: Int32) {
      self.from = from
      self.secondsEast = secondsEast
    }
  }

  /// Makes a zone from its offsets, of which the first holds from always.
  package init(name: String, offsets: [Offset]) {
    precondition(!offsets.isEmpty, "a zone has an offset at any time")
    self.name = name
    self.offsets = offsets
  }

  package static let utc = ReportingZone(
    name: "UTC", offsets: [Offset(from: .distantPast, secondsEast: 0)])

  /// The days of which every instant is a number of nanoseconds in every zone.
  private static let days = -106_700...Int32(106_700)

  /// Returns the calendar day in this zone at `instant`.
  package func day(of instant: Instant) -> Day {
    Day(number: Int32(floorDivide(shifted(instant), Instant.nanosecondsPerDay)))
  }

  /// Returns the first instant of `day` in this zone; of a day at the ends of time, that in UTC.
  package func start(of day: Day) -> Instant {
    guard ReportingZone.days.contains(day.number) else { return Instant(startOf: day) }
    let shifted = Int64(day.number) * Instant.nanosecondsPerDay
    func midnight(_ offset: Offset) -> Instant {
      Instant(nanoseconds: shifted - Int64(offset.secondsEast) * Instant.nanosecondsPerSecond)
    }
    // No clock is two days away from UTC.
    let margin = 2 * Instant.nanosecondsPerDay
    let first = index(at: Instant(nanoseconds: shifted - margin))
    let last = index(at: Instant(nanoseconds: shifted + margin))
    // On most days no clock changes.
    if first == last { return midnight(offsets[first]) }
    let nearby = offsets[first...last]
    // Where a clock is put forward at midnight, the day begins with the change.
    return (nearby.map(midnight) + nearby.map(\.from))
      .filter { $0 != .distantPast && self.day(of: $0) == day }.min() ?? Instant(startOf: day)
  }

  /// Returns the instant at which books are looked up for a time that starts with `day`: the day has started
  /// in this zone, and in UTC, in which a book has its days.
  package func startInBooks(of day: Day) -> Instant { max(start(of: day), Instant(startOf: day)) }

  /// Returns the end of what books say for a time that ends with `day`: the next day has started neither in this zone nor
  /// in UTC, in which a book has its days.
  package func endInBooks(of day: Day) -> Instant {
    min(start(of: day + 1), Instant(startOf: day + 1))
  }

  /// Returns the minutes since the day began, as a clock in this zone shows them at `instant`.
  package func minute(of instant: Instant) -> Int {
    let day = Int64(day(of: instant).number) * Instant.nanosecondsPerDay
    return Int((shifted(instant) - day) / (60 * Instant.nanosecondsPerSecond))
  }

  /// Returns the instants at which a clock in this zone shows what one in UTC shows at `shown`: none where
  /// clocks were put forward over it, two where they were put back over it.
  package func instants(showing shown: Instant) -> [Instant] {
    // No zone changes twice within two days, so one of these two offsets is meant.
    let nearby = [-1, 1].map { shown.nanoseconds + $0 * Instant.nanosecondsPerDay }
    let possible = Set(nearby.map { offset(at: Instant(nanoseconds: $0)) })
    return possible.map {
      Instant(nanoseconds: shown.nanoseconds - Int64($0) * Instant.nanosecondsPerSecond)
    }.filter { shifted($0) == shown.nanoseconds }.sorted()
  }

  /// The nanoseconds since 1970 that a clock in this zone would count, as far as there are such.
  private func shifted(_ instant: Instant) -> Int64 {
    let offset = Int64(offset(at: instant)) * Instant.nanosecondsPerSecond
    let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(offset)
    return overflow ? (offset < 0 ? .min : .max) : sum
  }

  /// The seconds east of UTC at `instant`.
  private func offset(at instant: Instant) -> Int32 { offsets[index(at: instant)].secondsEast }

  /// The index of the offset in force at `instant`.
  private func index(at instant: Instant) -> Int {
    // The first holds also before its beginning.
    max(0, offsets.indices.partitionPoint { offsets[$0].from <= instant } - 1)
  }
}
