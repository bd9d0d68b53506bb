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

  /// The years whose months end within all days.
  private static let years = 2015...2099

  /// Reads the name of a folder for reports; nil of any other name.
  package init?(folderName name: String) {
    func days(_ text: Substring) -> Period? {
      guard let year = Int(text.prefix(4)), Period.years.contains(year) else { return nil }
      if let month = Month(String(text)) { return month.period }
      return Day(String(text)).map { Period(from: $0, to: $0 + 1) }
    }
    let ends = name.split(separator: "..", omittingEmptySubsequences: false)
    let quarter = name.split(separator: "-Q", omittingEmptySubsequences: false)
    var period: Period?
    if name.hasPrefix("from-") {
      period = Day(String(name.dropFirst(5))).map { Period(from: $0, to: Period.always.to) }
    } else if name.hasPrefix("to-") {
      period = Day(String(name.dropFirst(3))).map { Period(from: Period.always.from, to: $0) }
    } else if quarter.count == 2, let year = Int(quarter[0]), Period.years.contains(year),
      let number = Int(quarter[1]), (1...4).contains(number)
    {
      period = Period.quarter(number, of: year)
    } else if let first = ends.first.flatMap(days), let last = ends.last.flatMap(days),
      ends.count <= 2, first.from < last.to
    {
      period = Period(from: first.from, to: last.to)
    }
    guard let period, period.folderName == name else { return nil }
    self = period
  }
}
