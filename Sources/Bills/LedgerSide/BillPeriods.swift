import Cube
import Ledger

/// The periods of a bill, from its first counted line of use to its last, those without a line included.
struct BillPeriods {
  /// In time order; none overlap.
  let all: [Validity]

  /// - Parameter periods: those of the lines, in any order.
  init(_ periods: some Sequence<Validity>, in zone: ReportingZone) {
    let stated = Set(periods).sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    let areMonths = !stated.isEmpty && stated.allSatisfy { zone.unit(of: $0) == .month }
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
    let instant = UseRow.instant(ofQuarterHour: quarterHour)
    let end = all.indices.partitionPoint { all[$0].from <= instant }
    return end > 0 && all[end - 1].contains(instant) ? end - 1 : nil
  }

  /// The same days of another zone; nil where a period is not of whole days.
  func moved(from zone: ReportingZone, to other: ReportingZone) -> [Validity?] {
    all.map { period in
      zone.wholeDays(of: period).map {
        Validity(from: other.start(of: $0.from), to: other.start(of: $0.to))
      }
    }
  }
}
