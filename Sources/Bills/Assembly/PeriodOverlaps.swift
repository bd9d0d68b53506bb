import Ledger

/// The periods of the counted lines of use of one bill: none overlaps another.
struct PeriodOverlaps {
  /// Sorted by their starts, each with the place of its first line.
  private var periods: [(period: Validity, place: Place)] = []
  private var last = 0

  /// Adds a period.
  ///
  /// - Returns: the earlier period with which it overlaps, and then it is not added; nil if it is all right.
  mutating func add(_ period: Validity, at place: Place) -> (period: Validity, place: Place)? {
    // Lines of one period mostly follow one another.
    if last < periods.count, periods[last].period == period { return nil }
    let index = periods.indices.partitionPoint { periods[$0].period.from < period.from }
    if index < periods.count {
      if periods[index].period == period {
        last = index
        return nil
      }
      if periods[index].period.overlaps(period) { return periods[index] }
    }
    if index > 0, periods[index - 1].period.overlaps(period) { return periods[index - 1] }
    periods.insert((period, place), at: index)
    last = index
    return nil
  }
}

extension ReportingZone {
  /// On the day on which summer time begins a clock is put forward by an hour.
  private static let shortestDay = Instant.nanosecondsPerDay - 3_600 * Instant.nanosecondsPerSecond

  /// Returns the day in which a time of a day or less starts; every other time as it is.
  func billPeriod(from start: Instant, to end: Instant) -> Validity {
    let length = end.nanoseconds - start.nanoseconds
    if length > Instant.nanosecondsPerDay + 2 * 3_600 * Instant.nanosecondsPerSecond {
      return Validity(from: start, to: end)
    }
    let day = day(of: start)
    let (dayStart, dayEnd) = (self.start(of: day), self.start(of: day + 1))
    if end <= dayEnd || length < ReportingZone.shortestDay {
      return Validity(from: dayStart, to: dayEnd)
    }
    return Validity(from: start, to: end)
  }
}
