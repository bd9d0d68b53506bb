import Ledger
import Testing

@testable import Engine

struct ResolvedPeriodsTests {
  @Test(
    arguments: [
      ("2026-09-01", "2026-10-01", "2026-08"), ("2026-01-01", "2026-02-01", "2025-12"),
      ("2026-07-01", "2026-10-01", "2026-Q2"), ("2026-01-01", "2026-04-01", "2025-Q4"),
      // Not months or quarters: as many days.
      ("2026-08-01", "2026-10-01", "2026-06..2026-07"),
      ("2026-09-10", "2026-09-11", "2026-09-09..2026-09-09"),
      ("2026-08-31", "2026-09-30", "2026-08-01..2026-08-30"),
    ])
  func `the period before is of the same kind`(from: String, to: String, before: String) throws {
    let period = Period(from: try #require(Day(from)), to: try #require(Day(to)))
    #expect(period.before.name == before)
  }

  /// The guess ends on day 20, the ledger on day 30; a book changes on the day.
  @Test(
    arguments: [(20, true), (21, false), (30, false), (31, true)] as [(Int32, Bool)])
  func `what was mapped for a guess holds unless a book changes between it and the truth`(
    change: Int32, holds: Bool
  ) {
    func days(_ end: Int32) -> ResolvedPeriods {
      let period = Period(from: Day(number: 10), to: Day(number: 40))
      return ResolvedPeriods(
        period: period,
        compared: ComparedDays(
          base: Period(from: Day(number: 0), to: Day(number: 10)), baseDays: 10,
          days: Int(end) - 10, constantAt: Instant(startOf: Day(number: end))))
    }
    #expect(
      days(30).areCovered(by: days(20), changes: [Instant(startOf: Day(number: change))]) == holds)
  }

  /// Of a gzip file only the start is known before it is read.
  @Test func `a comparison that is mapped for a guess and not made needs no second mapping`() {
    let period = Period(from: Day(number: 10), to: Day(number: 40))
    let base = Period(from: Day(number: 0), to: Day(number: 10))
    let alone = ResolvedPeriods(period: period, compared: nil)
    let compared = ResolvedPeriods(
      period: period,
      compared: ComparedDays(
        base: base, baseDays: 10, days: 30, constantAt: Instant(startOf: Day(number: 40))))
    #expect(alone.areCovered(by: compared, changes: []))
    #expect(!compared.areCovered(by: alone, changes: []))
  }
}
