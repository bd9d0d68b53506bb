import Credits
import Cube
import Ledger

/// The end of the events of a credit ledger, where the usage goes on for more than a day.
package struct CreditEventCoverage: Hashable, Sendable {
  /// The last day of the events.
  package let events: Day
  /// The last day of the usage.
  package let usage: Day
  /// Every event is before the period: what was realised and billed in it is not known.
  package let isBeforePeriod: Bool

  private let zone: ReportingZone

  /// Nil where the events go on as long as the usage.
  ///
  /// - Parameter usage: the last day of the usage; nil without any.
  package init?(_ audit: CreditAudit, usage: Day?, zone: ReportingZone) {
    let events = audit.ledger.events
    // Where requests are deducted, the last deduction shows the end; otherwise, the last event does.
    let deductions = events.lazy.filter(\.kind.isDeduction).map(\.at).max()
    let last = (deductions ?? events.lazy.map(\.at).max()).map {
      zone.day(of: Instant(nanoseconds: $0))
    }
    guard let last, let usage, audit.equation.afterPeriod == 0, last + 1 < usage
    else { return nil }
    (self.events, self.usage, self.zone) = (last, usage, zone)
    let from = audit.totals.from
    isBeforePeriod = from != .min && events.allSatisfy { $0.at < from }
  }

  /// Returns true of an instant of which the events, if there are any, are not exported.
  package func isBefore(_ instant: Instant) -> Bool { events < zone.day(of: instant) }

  /// The findings about requests that the exported events can decide, and those about requests after them.
  package func split(
    _ findings: [CreditFinding]
  ) -> (decided: [CreditFinding], open: [CreditFinding]) {
    func isOpen(_ finding: CreditFinding) -> Bool {
      finding.check == .requestWithoutDeduction && isBefore(Instant(nanoseconds: finding.at))
    }
    return (findings.filter { !isOpen($0) }, findings.filter(isOpen))
  }

  /// Returns true if no event can be of the days that start with `day`.
  func isBefore(_ day: Day) -> Bool { isBeforePeriod || events < day }
}
