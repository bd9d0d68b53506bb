import Ledger

/// Decides on times that clocks show twice as they are put back: where both are of one month of the reports and nothing
/// in the books changes between them, it makes no difference to cost and credits which is meant, and the first is taken.
package struct AmbiguousLocalTime: Hashable, Sendable {
  private let months: ReportingZone
  /// The instants of changes in the books, near those at which clocks are put back.
  private let changes: Set<Instant>

  /// - Parameters:
  ///   - clocks: the zone of the times.
  ///   - months: the zone of the reports.
  ///   - changes: the instants at which anything in the books changes.
  package init(clocks: ReportingZone, months: ReportingZone, changes: [Instant]) {
    self.months = months
    let shifts = clocks.offsets.map(\.from.nanoseconds)
    self.changes = Set(
      changes.filter { change in
        shifts.contains { shift in
          let (distance, overflow) = change.nanoseconds.subtractingReportingOverflow(shift)
          return !overflow && distance.magnitude < UInt64(Instant.nanosecondsPerDay)
        }
      })
  }

  /// Returns true if it makes no difference which of two instants is meant.
  func isHarmless(_ first: Instant, _ second: Instant) -> Bool {
    months.day(of: first).month == months.day(of: second).month
      && !changes.contains { $0 > first && $0 <= second }
  }
}
