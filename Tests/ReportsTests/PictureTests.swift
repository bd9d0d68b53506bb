import Ledger
import Overview
import Reconciliation
import Reports
import Tables
import Testing

/// The limits of the pictures and tiers of the summary, from facts worked by hand.
struct PictureTests {
  private func overview(_ rows: [FactRow]) throws -> Overview {
    Overview(
      try Inputs.of(rows), scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test func `models that make just half of the cost are named for it`() throws {
    let rows = [FactRow(model: "a"), FactRow(model: "b")]
    let picture = try #require(
      try overview(rows).pictures.first { $0.name == "cost-by-model" })
    #expect(picture.title == "a is 50 % of vendor cost")
  }

  /// From 1 July on, both of the last day and of the first 1 USD; a day that is no whole week is in none.
  @Test(
    arguments: [("2026-07-14", true, 14), ("2026-07-15", false, 2)] as [(String, Bool, Int)])
  func `fourteen days are reported by day, more by whole week`(
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

  /// One request in each of both months, and of both models, has no price.
  @Test func `titles state the requests without a price, of both periods where these are compared`()
    throws
  {
    let rows =
      ["2026-08-01", "2026-09-01"].flatMap { day in
        [
          FactRow(day: day, model: "a", cost: "2"), FactRow(day: day, model: "b", cost: nil),
          FactRow(day: day, model: "c", cost: "1"),
        ]
      } + [FactRow(day: "2026-09-02", model: "a", cost: "1")]
    let pictures = try overview(rows).pictures
    let days = try #require(pictures.first { $0.name == "cost-by-day" })
    #expect(days.title.hasPrefix("By day 2, September cost"))
    #expect(days.coverage == "; 2 requests have no price")
    let models = try #require(pictures.first { $0.name == "cost-by-model" })
    #expect(models.coverage == "; 2 requests have no price")
    let known = try overview([FactRow(), FactRow(model: "b")]).pictures
    #expect(known.map(\.coverage) == known.map { _ in "" })
  }

  // MARK: Pictures that fit a month

  private func picture(
    _ name: String, _ rows: [FactRow], history: [FactRow] = []
  ) throws -> Picture? {
    let input = try Inputs.of(rows, history: history)
    return Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
      .pictures.first { $0.name == name }
  }

  private func values(_ picture: Picture, _ series: Int) -> [Cell] {
    guard case .course(_, _, let all) = picture.shape else { return [] }
    return all[series].values
  }

  /// August cost 3 on its 31 days, of which 2 by day 2; September cost 1 by then.
  @Test func `the last month is compared with the same day of the month before`() throws {
    let picture = try #require(
      try picture(
        "cost-by-day",
        [
          FactRow(day: "2026-08-01", cost: "2"), FactRow(day: "2026-08-31", cost: "1"),
          FactRow(day: "2026-09-01", cost: "0.25"), FactRow(day: "2026-09-02", cost: "0.75"),
        ]))
    #expect(picture.title == "By day 2, September cost 1.00 USD less than August by then")
    #expect(picture.caption.hasSuffix("September has 2 days, August 31."))
    let now = [try Cell.money(usd("0.25")), try Cell.money(usd("1"))]
    #expect(values(picture, 0) == now + [Cell](repeating: .blank, count: 29))
    #expect(values(picture, 1).last == .money(try usd("3")))
  }

  @Test func `a month that the ledger has in part is no month to compare with`() throws {
    let rows = [
      FactRow(day: "2026-08-02", cost: "2"), FactRow(day: "2026-09-01", cost: "1"),
      FactRow(day: "2026-09-02", cost: "1"),
    ]
    let picture = try #require(try picture("cost-by-day", rows))
    #expect(picture.title == "September: vendor cost of 2.00 USD in 2 days")
  }

  /// Eight customers of 8 to 1 USD of margin, and one free user.
  @Test func `margin has a bar for seven customers, and one for each group of others`() throws {
    let rows =
      try (1...8).map {
        FactRow(account: Name("a\($0)"), cost: "1", credits: Name("\(($0 + 1) * 100)"))
      } + [FactRow(account: "f", isFree: true, cost: "0.5")]
    let picture = try #require(try picture("margin-by-account", rows))
    #expect(picture.title == "a8 has the largest margin, 8.00 USD")
    guard case .bars(let names, let values) = picture.shape else {
      Issue.record("bars are drawn")
      return
    }
    #expect(
      names == ["a8", "a7", "a6", "a5", "a4", "a3", "a2", "1 other paying", "1 without revenue"])
    #expect(try values.values.suffix(2) == [.money(usd("1")), .money(usd("-0.5"))])
  }

  @Test func `a single customer has no chart of customers`() throws {
    #expect(try picture("margin-by-account", [FactRow(cost: "1", credits: "200")]) == nil)
  }

  /// Weeks end with the last day: 2 USD for 4 requests from 1 to 7 July, 1 USD for 1 from 8 to 14 July.
  @Test func `weeks end with the last day, and begin before the period`() throws {
    let before = ["2026-07-01", "2026-07-02", "2026-07-03", "2026-07-07"].map {
      FactRow(day: $0, quantities: [.input: 10], cost: "0.5")
    }
    let rows = [
      FactRow(day: "2026-07-14", quantities: [.input: 6, .cacheRead: 2], cost: "1")
    ]
    let cost = try #require(try picture("request-cost", rows, history: before))
    #expect(
      cost.title
        == "1,000 requests cost 1,000.00 USD in the last full week, 500.00 in the week from 1 Jul")
    guard case .course(_, let weeks, let series) = cost.shape else {
      Issue.record("lines are drawn")
      return
    }
    #expect(weeks == ["1 Jul", "8 Jul"])
    #expect(try series[0].values == [.money(usd("500")), .money(usd("1000"))])
    let share = try #require(try picture("cached-share", rows, history: before))
    #expect(
      share.title
        == "25.0 % of prompt tokens were cached in the last full week, 0.0 % in the week from 1 Jul"
    )
  }

  @Test func `a week of which no request has a price has no cost`() throws {
    let rows = [
      FactRow(day: "2026-07-01"), FactRow(day: "2026-07-08", cost: nil),
      FactRow(day: "2026-07-21", cost: "2"),
    ]
    let cost = try #require(try picture("request-cost", rows))
    guard case .course(_, _, let series) = cost.shape else {
      Issue.record("lines are drawn")
      return
    }
    #expect(try series[0].values == [.money(usd("1000")), .blank, .money(usd("2000"))])
  }
}
