/// A calendar month.
package struct Month: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int

  package init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// Returns the month with a number of months since January of year 0.
  package init(number: Int) { self.init(year: number / 12, month: number % 12 + 1) }

  /// Months since January of year 0.
  package var number: Int { year * 12 + month - 1 }

  /// Reads `2026-07`; nil for any other shape.
  package init?(_ text: String) {
    guard let first = Day(text + "-01") else { return nil }
    self = first.month
  }

  package static func < (left: Month, right: Month) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }

  /// The days of the month, half-open.
  package var period: Period {
    let next = month == 12 ? Month(year: year + 1, month: 1) : Month(year: year, month: month + 1)
    return Period(from: firstDay, to: next.firstDay)
  }

  private var firstDay: Day {
    guard let day = Day(year: year, month: month, day: 1) else {
      preconditionFailure("every month has a first day")
    }
    return day
  }
}

extension Month: CustomStringConvertible {
  /// The month as `2026-07`.
  package var description: String { "\(padded(year, to: 4))-\(padded(month, to: 2))" }
}
