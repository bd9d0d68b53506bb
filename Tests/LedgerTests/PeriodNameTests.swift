import Ledger
import Testing

/// The names of folders for reports, read again.
struct PeriodNameTests {
  private static let periods: [(name: String, from: String, to: String)] = [
    ("2026-09", "2026-09-01", "2026-10-01"), ("2026-Q3", "2026-07-01", "2026-10-01"),
    ("2026-Q4", "2026-10-01", "2027-01-01"), ("2026-07..2026-08", "2026-07-01", "2026-09-01"),
    ("2026-08-02..2026-08-15", "2026-08-02", "2026-08-16"),
    ("2026-08-02..2026-08-02", "2026-08-02", "2026-08-03"),
    ("from-2026-09-01", "2026-09-01", "2100-02-01"), ("to-2026-09-01", "2014-12-01", "2026-09-01"),
  ]

  @Test func `a folder's name gives the days that it was made of`() throws {
    for (name, from, to) in Self.periods {
      let period = Period(from: try #require(Day(from)), to: try #require(Day(to)))
      #expect(period.folderName == name)
      #expect(Period(folderName: name) == period, "\(name)")
    }
  }

  /// The last ones are other spellings of a month and of a quarter, which no folder has.
  @Test(arguments: [
    "", "comparison", "simulation", "2026", "2026-13", "2026-Q5", "26-Q1", "9999-12", "9999-Q4",
    "2026-09..2026-08", "2026-07..2026-08..2026-09", "from-", "to-2026", "2026-09-01..2026-09-30",
    "2026-07..2026-09",
  ])
  func `another name is no period`(name: String) {
    #expect(Period(folderName: name) == nil)
  }
}
