import Ledger

/// A day and its month in the reporting zone, as instants in UTC: their bytes.
struct FocusDays {
  let start: [UInt8]
  let end: [UInt8]
  let monthStart: [UInt8]
  let monthEnd: [UInt8]

  init(_ day: Day, in zone: ReportingZone) {
    func instant(_ day: Day) -> [UInt8] { Array(zone.start(of: day).rfc3339.utf8) }
    let month = day.month.period
    (start, end) = (instant(day), instant(day + 1))
    (monthStart, monthEnd) = (instant(month.from), instant(month.to))
  }

  /// Visits sums in their order, each with its day; `day` gives its number, by which they are sorted.
  static func forEach<Sum>(
    _ sums: [Sum], by day: (Sum) -> Int32, in zone: ReportingZone,
    _ body: (Sum, FocusDays) throws -> Void
  ) rethrows {
    var last: (number: Int32, days: FocusDays)?
    for sum in sums {
      let number = day(sum)
      let days =
        if let last, last.number == number { last.days } else {
          FocusDays(Day(number: number), in: zone)
        }
      last = (number, days)
      try body(sum, days)
    }
  }
}
