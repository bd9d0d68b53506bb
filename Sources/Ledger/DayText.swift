/// Days as sentences have them.
package enum DayText {
  /// The months of a year in English, January first.
  package static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// A day as `30 July 2026`.
  package static func day(_ day: Day) -> String {
    let date = day.civil
    return "\(date.day) \(months[date.month - 1]) \(date.year)"
  }

  /// A minute of a day as `30 July 2026 09:14`, or `30 July 09:14` where the year goes without saying.
  package static func minute(_ minute: Int, of day: Day, saysYear: Bool) -> String {
    let date = day.civil
    let year = saysYear ? " \(date.year)" : ""
    let time = "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
    return "\(date.day) \(months[date.month - 1])\(year) \(time)"
  }

  /// A day on an axis, as `9 Sep`.
  package static func short(_ day: Day) -> String {
    let date = day.civil
    return "\(date.day) \(months[date.month - 1].prefix(3))"
  }

  /// A month on an axis, as `Sep 2026`.
  package static func shortMonth(_ month: Month) -> String {
    "\(months[month.month - 1].prefix(3)) \(month.year)"
  }

  /// Days from the first to the last as `1 July to 30 September 2026`, without saying twice what both
  /// have in common.
  package static func range(_ days: ClosedRange<Day>) -> String {
    let (first, last) = (days.lowerBound, days.upperBound)
    if first == last { return day(first) }
    let (from, to) = (first.civil, last.civil)
    if from.year != to.year { return "\(day(first)) to \(day(last))" }
    if from.month != to.month {
      return "\(from.day) \(months[from.month - 1]) to \(day(last))"
    }
    return "\(from.day) to \(day(last))"
  }
}
