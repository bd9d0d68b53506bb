import Ledger

/// The length of a period of a bill in the bill's zone.
enum PeriodUnit: Hashable {
  case day, month, other

  /// The unit in a message: billed by … .
  var words: String {
    switch self {
    case .day: "day"
    case .month: "month"
    case .other: "another period"
    }
  }
}

extension ReportingZone {
  /// Returns the days of a period; nil where it does not begin and end at midnight here.
  func wholeDays(of period: Validity) -> Period? {
    let days = Period(from: day(of: period.from), to: day(of: period.to))
    return start(of: days.from) == period.from && start(of: days.to) == period.to ? days : nil
  }

  /// Returns whether a period is one calendar day or month here.
  func unit(of period: Validity) -> PeriodUnit {
    guard let days = wholeDays(of: period) else { return .other }
    if days.dayCount == 1 { return .day }
    return days.from.month.period == days ? .month : .other
  }
}

extension Validity {
  /// It has no instant: the period of a line that could not be read.
  package var isEmpty: Bool { from == to }

  /// Returns the period of a bill as files state it: `2026-08-03`, `2026-08`, or two instants joined by `/`.
  ///
  /// - Parameter zone: that of the bill, in which days and months begin at midnight.
  package func billPeriod(in zone: ReportingZone) -> String {
    let day = zone.day(of: from)
    return switch zone.unit(of: self) {
    case .day: day.description
    case .month: day.month.description
    case .other: "\(from.rfc3339)/\(to.rfc3339)"
    }
  }
}
