import Ledger

extension Validity {
  /// Returns the period of a bill as files state it: `2026-08-03`, `2026-08`, or two instants joined by `/`.
  ///
  /// - Parameter zone: that of the bill, in which days and months begin at midnight.
  package func billPeriod(in zone: ReportingZone) -> String {
    let (first, end) = (zone.day(of: from), zone.day(of: to))
    let isOfDays = zone.start(of: first) == from && zone.start(of: end) == to
    if isOfDays && first + 1 == end { return first.description }
    if isOfDays && first.month.period == Period(from: first, to: end) {
      return first.month.description
    }
    return "\(from.rfc3339)/\(to.rfc3339)"
  }
}

extension BillGroup {
  /// Returns the month in which the period of the group starts.
  ///
  /// - Parameter zone: that of the bill.
  package func month(in zone: ReportingZone) -> Month { zone.day(of: period.from).month }
}
