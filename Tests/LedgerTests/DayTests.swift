import Ledger
import Testing

@Suite struct DayTests {
  /// 1970 to 2026 are 56 years with 14 leap days: 20,454 days to 1 January 2026, 209 more to 29 July.
  @Test(
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2015-01-01", 16_436), ("2026-01-01", 20_454), ("2026-07-29", 20_663),
      ("2100-01-01", 47_482), ("1600-03-01", -135_080), ("0000-03-01", -719_468),
    ] as [(String, Int32)])
  func `a day is the number of days since 1970`(text: String, number: Int32) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
  }

  @Test(
    arguments: [
      "", "2026-7-29", "2026-07-29 ", "2026/07/29", "2026-13-01", "2026-00-01", "2026-01-00",
      "2026-01-32", "2026-04-31", "2025-02-29", "2100-02-29", "20260729", "2026-07-2x",
      "-026-07-29", "２０26-07",
    ])
  func `another shape or a day that does not exist is no day`(text: String) {
    #expect(Day(text) == nil)
  }

  /// Steps through the calendar with a list of month lengths.
  @Test func `every day of 2015 to 2099 goes to year, month, day and text and back`() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var number: Int32 = 16_436
    for year in 2015...2099 {
      for month in 1...12 {
        let leapDay = month == 2 && year % 4 == 0 ? 1 : 0
        for dayOfMonth in 1...(lengths[month - 1] + leapDay) {
          let day = Day(number: number)
          let isRight =
            day.civil == (year, month, dayOfMonth)
            && Day(year: year, month: month, day: dayOfMonth) == day
            && Instant(startOf: day).utcDay == day
          if !isRight { Issue.record("\(year)-\(month)-\(dayOfMonth)") }
          if dayOfMonth == 1 || dayOfMonth > 27 { #expect(Day(day.description) == day) }
          number += 1
        }
        #expect(
          Day(year: year, month: month, day: lengths[month - 1] + leapDay + 1) == nil)
      }
    }
    #expect(Day(number: number).description == "2100-01-01")
  }

  @Test func `days add, subtract and compare`() throws {
    let first = try #require(Day("2026-02-27"))
    #expect((first + 2).description == "2026-03-01")
    #expect((first + -58).description == "2025-12-31")
    #expect((first + 2) - first == 2)
    #expect(first < first + 1)
    #expect(first.month == Month(year: 2026, month: 2))
  }

  @Test(
    arguments: [
      ("2026-07", "2026-07-01", "2026-08-01"), ("2026-12", "2026-12-01", "2027-01-01"),
      ("2028-02", "2028-02-01", "2028-03-01"),
    ])
  func `a month is the days from its first to the next month's first`(
    text: String, from: String, to: String
  ) throws {
    let month = try #require(Month(text))
    let (first, end) = (try #require(Day(from)), try #require(Day(to)))
    #expect(month.description == text)
    #expect(month.period == Period(from: first, to: end))
    #expect(month.period.contains(first) && !month.period.contains(end))
    #expect(month.period.lastDay == end + -1 && month.period.contains(month.period.lastDay))
    #expect(!month.period.contains(first + -1))
  }

  @Test(arguments: ["", "2026", "2026-00", "2026-13", "2026-07-01", "2026-7", "26-07"])
  func `another shape is no month`(text: String) {
    #expect(Month(text) == nil)
  }

  @Test func `months compare by year, then by month`() {
    #expect(Month(year: 2025, month: 12) < Month(year: 2026, month: 1))
    #expect(Month(year: 2026, month: 1) < Month(year: 2026, month: 2))
  }
}
