extension Period {
  /// Every day that a ledger may name, in any zone.
  package static let always = Period(
    from: Month(year: 2014, month: 12).period.from,
    to: Month(year: 2100, month: 1).period.to)

  /// The days of a quarter, from 1 to 4.
  package static func quarter(_ number: Int, of year: Int) -> Period {
    Period(
      from: Month(year: year, month: 3 * number - 2).period.from,
      to: Month(year: year, month: 3 * number).period.to)
  }

  /// The name of these days in the period option; nil if an end is open.
  ///
  /// Examples are `2026-09`, `2026-Q3`, `2026-07..2026-08` and `2026-08-01..2026-08-15`, both ends
  /// included.
  package var name: String? {
    if from == Period.always.from || to == Period.always.to { return nil }
    let (first, last) = (from.month, lastDay.month)
    guard first.period.from == from, last.period.to == to else { return "\(from)..\(lastDay)" }
    if first == last { return first.description }
    let quarter = (first.month + 2) / 3
    if Period.quarter(quarter, of: first.year) == self { return "\(first.year)-Q\(quarter)" }
    return "\(first)..\(last)"
  }

  /// The name of the folder for reports of these days.
  package var folderName: String {
    name ?? (to == Period.always.to ? "from-\(from)" : "to-\(to)")
  }

  /// These days in a sentence: as their name says, days as `2026-08-01 to 2026-08-15`.
  package var words: String {
    guard let name else {
      return to == Period.always.to ? "the time from \(from)" : "the time before \(to)"
    }
    return name.replacing("..", with: " to ")
  }
}
