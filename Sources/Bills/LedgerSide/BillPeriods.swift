import Cube
import Ledger

/// The periods of a bill, from its first counted line of use to its last, those without a line included.
struct BillPeriods {
  /// In time order; none overlap.
  let all: [Validity]

  /// - Parameter periods: those of the lines, in any order.
  init(_ periods: some Sequence<Validity>, in zone: ReportingZone) {
    let stated = Set(periods).sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    let areMonths = !stated.isEmpty && stated.allSatisfy { zone.isMonth($0) }
    var all: [Validity] = []
    for period in stated {
      if let last = all.last, last.to < period.from {
        all += BillPeriods.parts(of: Validity(from: last.to, to: period.from), areMonths, zone)
      }
      all.append(period)
    }
    self.all = all
  }

  /// Cuts a time without a line into months, if all lines are of months, or else into days.
  private static func parts(
    of gap: Validity, _ areMonths: Bool, _ zone: ReportingZone
  ) -> [Validity] {
    var parts: [Validity] = []
    var start = gap.from
    while start < gap.to {
      let day = zone.day(of: start)
      let next = areMonths ? day.month.period.to : day + 1
      let end = min(zone.start(of: next), gap.to)
      parts.append(Validity(from: start, to: end))
      start = end
    }
    return parts
  }

  /// The index of the period that holds a quarter hour; nil where none does.
  func index(of quarterHour: Int32) -> Int? {
    let instant = Instant(
      nanoseconds: Int64(quarterHour) * UseRow.nanosecondsPerQuarterHour)
    let end = all.indices.partitionPoint { all[$0].from <= instant }
    return end > 0 && all[end - 1].contains(instant) ? end - 1 : nil
  }

  /// The same days of another zone; nil where a period is not of whole days.
  func moved(from zone: ReportingZone, to other: ReportingZone) -> [Validity?] {
    all.map { period in
      let (first, end) = (zone.day(of: period.from), zone.day(of: period.to))
      guard zone.start(of: first) == period.from, zone.start(of: end) == period.to else {
        return nil
      }
      return Validity(from: other.start(of: first), to: other.start(of: end))
    }
  }
}

extension ReportingZone {
  /// Returns true if a period is one calendar month here.
  func isMonth(_ period: Validity) -> Bool {
    let month = day(of: period.from).month.period
    return start(of: month.from) == period.from && start(of: month.to) == period.to
  }

  /// Returns true if a period is one day here.
  func isDay(_ period: Validity) -> Bool {
    let day = day(of: period.from)
    return start(of: day) == period.from && start(of: day + 1) == period.to
  }
}
