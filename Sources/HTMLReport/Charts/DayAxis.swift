import Ledger

/// The horizontal positions of the points of a line, and those with a label.
struct Places: Sendable {
  let positions: [Int128]
  let marks: [(position: Int128, label: String)]
}

/// Marks of days: months where there are enough of them, else every so many days.
enum DayAxis {
  /// The most marks that stand side by side.
  private static let limit = 6

  /// Returns the days by their number, each mark a day among or between them.
  static func places(_ days: [Day]) -> Places {
    guard let first = days.first, let last = days.last else {
      return Places(positions: [], marks: [])
    }
    let months = monthMarks(first, last)
    let marks = months.count >= 2 ? months : dayMarks(first, last)
    return Places(
      positions: days.map { Int128($0.number) },
      marks: marks.map { (Int128($0.day.number), $0.label) })
  }

  /// Firsts of months, every month or every second, third, sixth or twelfth, or of so many years.
  private static func monthMarks(_ first: Day, _ last: Day) -> [(day: Day, label: String)] {
    let (from, to) = (first.civil, last.civil)
    let isOneYear = from.year == to.year
    let limit = isOneYear ? DayAxis.limit : 5
    let start = from.year * 12 + from.month - (from.day == 1 ? 1 : 0)
    let months = Array(start...max(start, to.year * 12 + to.month - 1))
    let strides = [1, 2, 3, 6] + (0...12).map { 12 << $0 }
    let stride = strides.first { stride in months.count { $0 % stride == 0 } <= limit } ?? 1
    return months.filter { $0 % stride == 0 }.compactMap { month in
      Day(year: month / 12, month: month % 12 + 1, day: 1).map { day in
        (day, isOneYear ? DayText.short(day) : DayText.shortMonth(day.month))
      }
    }.filter { $0.day >= first && $0.day <= last }
  }

  private static func dayMarks(_ first: Day, _ last: Day) -> [(day: Day, label: String)] {
    let count = last - first + 1
    let stride = [1, 2, 3, 7, 14].first { (count + $0 - 1) / $0 <= limit } ?? 14
    return Swift.stride(from: 0, to: count, by: stride).map { place in
      (first + place, DayText.short(first + place))
    }
  }
}
