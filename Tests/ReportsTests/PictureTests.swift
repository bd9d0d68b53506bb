import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// Where the pictures and the tiers of the summary draw their lines, of facts worked by hand.
struct PictureTests {
  private func overview(_ rows: [FactRow]) throws -> Overview {
    Overview(
      try Inputs.of(rows), scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  /// On 1 July 1 USD of revenue cost 1 USD; on the other day it cost nothing, which is 100 % alone and 50 % with that.
  ///
  /// Six days are no seven.
  @Test(
    arguments: [("2026-07-06", nil), ("2026-07-07", 500_000), ("2026-07-08", 1_000_000)]
      as [(String, Int128?)])
  func `seven days end with each day`(day: String, percent: Int128?) throws {
    let weeks = WeeklyMargins(
      try Inputs.of([
        FactRow(day: "2026-07-01", cost: "1", credits: "100"),
        FactRow(day: day, cost: "0", credits: "100"),
      ]))
    #expect(weeks.days.map { $0.week?.percent } == [nil, percent])
  }

  @Test func `models that make just half of the cost are named for it`() throws {
    let rows = [FactRow(model: "a"), FactRow(model: "b")]
    let picture = try #require(
      try overview(rows).pictures.first { $0.name == "cost-by-model" })
    #expect(picture.title == "a is 50 % of vendor cost")
  }

  /// A tenth of the users, rounded, and never none of them.
  @Test(
    arguments: [
      (2, "1 of 2 free users (50 %) causes 50 % of the loss"),
      (14, "1 of 14 free users (7 %) causes 7 % of the loss"),
      (15, "2 of 15 free users (13 %) cause 13 % of the loss"),
      (24, "2 of 24 free users (8 %) cause 8 % of the loss"),
    ])
  func `a tenth of the free users is held against the loss`(users: Int, title: String) throws {
    let rows = (1...users).map { FactRow(user: Name("u\($0)"), isFree: true) }
    let picture = try #require(
      try overview(rows).pictures.first { $0.name == "free-tier-loss" })
    #expect(picture.title == title)
  }

  /// From 1 July on, both of the last day and of the first 1 USD; a day that is no whole week is in none.
  @Test(
    arguments: [("2026-07-14", true, 14), ("2026-07-15", false, 2)] as [(String, Bool, Int)])
  func `fourteen days are told by day, more by whole week`(
    last: String, isByDay: Bool, count: Int
  ) throws {
    let tiers = try overview([
      FactRow(day: "2026-07-01", credits: "100"), FactRow(day: last, credits: "100"),
    ]).tiers
    #expect(tiers.isByDay == isByDay)
    let values = tiers.tiers[0].byPeriod
    #expect(values.count == count)
    #expect(values.reduce(.zero, +) == (try usd(isByDay ? "2" : "1")))
  }

  /// At 50 % the tier's cost of ours needs twice as much; what its own keys pay counts, and what it had for nothing
  /// is charged with no multiplier.
  @Test(
    arguments: [
      // 2 − 0.2 of fees over 1.
      (FactRow(isBYOK: true, target: 50, cost: "9", credits: "20"), "1.8"),
      // 2 × (1 + 1) over 1.
      (FactRow(isFree: true, cost: "1", credits: "70"), "4"),
      // So it is of what failed: it cost 1 more, and nothing is charged.
      (FactRow(status: .failed, target: 50, cost: "1"), "4"),
    ])
  func `the multiplier that meets a target is that of what is charged by it`(
    other: FactRow, multiplier: String
  ) throws {
    let attention = try overview([FactRow(target: 50, cost: "1", credits: "100"), other]).attention
    let shortfall = try #require(attention.first { $0.kind == .shortfall })
    #expect(
      shortfall.text.hasSuffix(
        "A multiplier of about \(multiplier) on all its requests would reach the target."),
      "\(shortfall.text)")
  }

  /// Of what nobody recorded no 0 is shown: neither in the title nor as a bar of rows that differ.
  @Test(
    arguments: [
      (true, true, "1 cost and 1 credits matched; these rows did not"),
      (true, false, "1 cost matched; these rows did not"),
      (false, true, "1 credits matched; these rows did not"),
      (false, false, "Nothing recorded could be compared; these rows were not used"),
    ])
  func `rows that differ are held against what could be compared`(
    hasCost: Bool, hasCredits: Bool, title: String
  ) throws {
    let row = FactRow(
      credits: "100", recordedCost: hasCost ? ("1", .matched) : nil,
      recordedCredits: hasCredits ? ("100", .matched) : nil)
    var counts = RowCounts()
    counts.duplicate = 1
    let input = try Inputs.of([row], counts: counts)
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let picture = try #require(overview.pictures.first { $0.name == "rows-not-matched" })
    #expect(picture.title == title)
    guard case .bars(let categories, _) = picture.shape else {
      Issue.record("bars are drawn")
      return
    }
    #expect(categories.contains("cost mismatch") == hasCost)
    #expect(categories.contains("credits mismatch") == hasCredits)
  }
}
