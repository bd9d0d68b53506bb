import Commands
import Engine
import Ledger
import Terminal
import Testing

/// The forms of a period.
struct PeriodArgumentTests {
  /// The first and the last day of a text.
  @Test(arguments: [
    ("2026-08", "2026-08-01", "2026-08-31"), ("2026-Q3", "2026-07-01", "2026-09-30"),
    ("2026-q4", "2026-10-01", "2026-12-31"), ("sept 2025", "2025-09-01", "2025-09-30"),
    ("june-2026", "2026-06-01", "2026-06-30"), ("2026-07..2026-09", "2026-07-01", "2026-09-30"),
    ("2025-Q3..2026-Q2", "2025-07-01", "2026-06-30"),
    ("2026-07-31..2026-08-15", "2026-07-31", "2026-08-15"),
    ("2026-08-15..2026-08-15", "2026-08-15", "2026-08-15"),
  ])
  func `a text has its days, both ends included`(text: String, first: String, last: String) throws {
    let days = Period(from: try #require(Day(first)), to: try #require(Day(last)) + 1)
    #expect(PeriodArgument.read(text) == .days(days))
  }

  @Test func `what depends on the ledger stays open`() {
    for text in ["last", "lastmonth", "Last Month"] {
      #expect(PeriodArgument.read(text) == .lastMonth)
    }
    for text in ["september", "Sep", "SEPT"] { #expect(PeriodArgument.read(text) == .month(9)) }
    #expect(PeriodArgument.read("q2") == .quarter(2))
  }

  /// A form that is none, and what was probably meant.
  @Test(arguments: [
    ("2026-9", "2026-09"), ("2026/09", "2026-09"), ("09/2026", "2026-09"), ("202609", "2026-09"),
    ("2026-09-01", "2026-09"), ("1.9.2026", "2026-09"), ("2026", "2026-01..2026-12"),
    ("Q3 2026", "2026-Q3"), ("2026Q3", "2026-Q3"), ("lsat", "last"), ("setpember", "september"),
    ("octobr 2026", "october 2026"), ("2026-09..2026-07", "2026-07..2026-09"),
    ("2026-7..2026-9", "2026-07..2026-09"), ("2026-07...2026-09", "2026-07..2026-09"),
    ("2026-13", nil), ("2026-Q5", nil), ("soon", nil), ("..", nil), ("2026-07..", "2026-07"),
    ("ju 2026", nil), ("july 26", nil), ("20260901", nil),
  ])
  func `another form is named with the right one`(text: String, near: String?) throws {
    let question = near.map { "; did you mean \($0)?" } ?? ""
    for option in ["--period", "--month"] {
      #expect(
        try TypedWords.message(["run", option, text])
          == "option \(option) is \"\(text)\", expected a period such as 2026-09, last, september,"
          + " 2026-Q3 or 2026-07..2026-09\(question)")
    }
  }
}
