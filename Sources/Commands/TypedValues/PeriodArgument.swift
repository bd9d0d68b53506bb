import Engine
import Ledger

/// The forms in which the option for a period names days: a month, a quarter, the last month, a month by its name, or
/// all from one month, quarter or day to another.
package enum PeriodArgument {
  /// The options that take such a text, of which one may be given.
  package static let options = ["--period", "--month"]
  package static let expected =
    "a period such as 2026-09, last, september, 2026-Q3 or 2026-07..2026-09"

  /// Nil for any other form, and where the end is before the start.
  package static func read(_ text: String) -> RunOptions.PeriodOption? {
    let word = text.trimmedLowercase
    if ["last", "last month", "last-month", "lastmonth"].contains(word) { return .lastMonth }
    if let quarter = (1...4).first(where: { word == "q\($0)" }) { return .quarter(quarter) }
    if let named = namedMonth(word) {
      return named.year.map { .days(Month(year: $0, month: named.month).period) }
        ?? .month(named.month)
    }
    return days(word).map { .days($0) }
  }

  /// The form that was probably meant: a slip of a word, the same numbers with other signs, or the ends exchanged.
  package static func near(_ text: String) -> String? {
    let word = text.trimmedLowercase
    let ends = word.replacing("...", with: "..").split(separator: "..").map(String.init)
    if ends.count == 2 {
      let likely = ends.compactMap { span($0) == nil ? numbers($0) : $0.uppercased() }
      return [likely, likely.reversed()].map { $0.joined(separator: "..") }
        .first { days($0.lowercased()) != nil }
    }
    if let likely = numbers(word) { return likely }
    let letters = String(word.prefix { $0.isLetter })
    let rest = String(word.dropFirst(letters.count))
    return nearest(to: letters, among: ["last"] + names).map { $0 + rest }
      .flatMap { read($0) == nil ? nil : $0 }
  }

  private static let names = DayText.months.map { $0.lowercased() }

  /// The number of a month from its name or at least three letters of it, and the year behind it, where one is.
  private static func namedMonth(_ word: String) -> (month: Int, year: Int?)? {
    let parts = word.split(whereSeparator: { " -".contains($0) })
    guard let name = parts.first, name.count >= 3, parts.count <= 2,
      let index = names.firstIndex(where: { $0.hasPrefix(name) })
    else { return nil }
    guard parts.count == 2 else { return (index + 1, nil) }
    guard parts[1].count == 4, let year = Int(digits: String(parts[1])) else { return nil }
    return (index + 1, year)
  }

  /// The days of one month, quarter, or of a range that includes both of its ends.
  private static func days(_ word: String) -> Period? {
    let ends = word.ranges(of: "..")
    guard let between = ends.first, ends.count == 1 else {
      return Day(word) == nil ? span(word) : nil
    }
    guard let first = span(String(word[..<between.lowerBound])),
      let last = span(String(word[between.upperBound...])), first.from < last.to,
      first.from <= last.from
    else { return nil }
    return Period(from: first.from, to: last.to)
  }

  /// The days of one month, quarter or day.
  private static func span(_ word: String) -> Period? {
    if let month = Month(word) { return month.period }
    if let day = Day(word) { return Period(from: day, to: day + 1) }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, let year = Int(digits: String(parts[0])),
      parts[1].count == 2, parts[1].first == "q",
      let quarter = Int(digits: String(parts[1].dropFirst())),
      (1...4).contains(quarter)
    else { return nil }
    return Period.quarter(quarter, of: year)
  }

  /// The same year, quarter or month, day left out, as it is written here; nil where the numbers are of nothing else.
  private static func numbers(_ word: String) -> String? {
    let isQuarter = word.contains("q")
    guard word.allSatisfy({ $0.isASCII && ($0.isNumber || "-/. q".contains($0)) }) else {
      return nil
    }
    var groups = word.split(whereSeparator: { !$0.isNumber }).map(String.init)
    if groups.count == 1, groups[0].count == 6 {
      groups = [String(groups[0].prefix(4)), String(groups[0].suffix(2))]
    }
    guard let place = groups.firstIndex(where: { $0.count == 4 }), let year = Int(groups[place])
    else { return nil }
    if groups.count == 1 { return isQuarter ? nil : "\(year)-01..\(year)-12" }
    groups.remove(at: place)
    // In dates of three numbers the month stands in the middle, whether the year is first or last.
    guard let number = Int(groups[groups.count == 2 && place == 2 ? 1 : 0]) else { return nil }
    let likely = isQuarter ? "\(year)-Q\(number)" : Month(year: year, month: number).description
    return span(likely.lowercased()) == nil ? nil : likely
  }
}
