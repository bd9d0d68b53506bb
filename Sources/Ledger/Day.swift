/// A calendar day, as the number of days since 1 January 1970.
package struct Day: Hashable, Comparable, Sendable {
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }

  /// Makes the day of a Gregorian date; nil when there is no such date.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year) else {
      return nil
    }
    number = Int32(Day.number(year: year, month: month, day: day))
  }

  package static func < (left: Day, right: Day) -> Bool {
    left.number < right.number
  }

  package static func + (day: Day, days: Int) -> Day {
    Day(number: day.number + Int32(days))
  }

  /// The number of days from `start` to `end`.
  package static func - (end: Day, start: Day) -> Int {
    Int(end.number) - Int(start.number)
  }

  /// The month that holds this day.
  package var month: Month {
    let date = civil
    return Month(year: date.year, month: date.month)
  }

  /// Year, month and day of month.
  ///
  /// The proleptic Gregorian calendar in whole 400-year eras that begin on 1 March, so that the leap
  /// day is the last of its year.
  package var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  /// The day as `2026-07-30`.
  package var description: String {
    let date = civil
    return "\(padded(date.year, to: 4))-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))"
  }
}

extension Day {
  /// Reads `2026-07-30`; nil for any other shape or a day that does not exist.
  package init?(text: Bytes) {
    guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D,
      let year = digits(text, 0..<4), let month = digits(text, 5..<7),
      let day = digits(text, 8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads `2026-07-30` from a string.
  package init?(_ text: String) {
    var text = text
    guard let day = text.withUTF8({ Day(text: $0) }) else { return nil }
    self = day
  }
}

/// Returns the number that the ASCII digits at `range` spell; nil when one is no digit.
func digits(_ text: Bytes, _ range: Range<Int>) -> Int? {
  var value = 0
  for index in range {
    guard text[index] >= 0x30, text[index] <= 0x39 else { return nil }
    value = value * 10 + Int(text[index] - 0x30)
  }
  return value
}
