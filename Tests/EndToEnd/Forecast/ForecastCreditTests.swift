import Testing

/// Credits ahead where each request is rounded up to a step that is large beside its cost.
struct ForecastCreditTests {
  /// Ten requests a day of 2000 tokens, 60 days to 29 August: at 1 USD per million and 1.5 times 0.3 credits each.
  private static func desk(
    prices: [String] = ["v,m,input,1,,2026-01-01,"], steps: String = "\"0.1\"",
    books: [String: String] = [:],
    _ cells: (Int) -> [String] = { _ in
      Array(repeating: "10:00:00Z,u,a,pro,v,m,,2000,", count: 10)
    }
  ) throws -> ForecastDesk {
    try ForecastDesk(
      prices: prices, ledger: try ForecastDesk.ledger(from: "2026-07-01", days: 60, cells),
      books: books.merging(["assay.json": "{\"credit_increment\":\(steps)}"]) { $1 })
  }

  private static func step(_ step: String, from day: String) -> String {
    "[{\"value\":\"0.1\"},{\"from\":\"\(day)\",\"value\":\"\(step)\"}]"
  }

  /// The credits of the 30 days from 30 August on, each different one once.
  @Test(arguments: [
    // A tenth of the price since 20 August: 0.03 credits each, rounded up to 0.1.
    (["v,m,input,1,,2026-01-01,", "v,m,input,0.1,,2026-08-20,"], "\"0.1\"", ["1"]),
    // The same from 15 September on: 3 credits a day before.
    (["v,m,input,1,,2026-01-01,", "v,m,input,0.1,,2026-09-15,"], "\"0.1\"", ["3", "1"]),
    // From 0.03 credits, charged 0.1, to 0.3: ten times as dear, three times the credits.
    (["v,m,input,0.1,,2026-01-01,", "v,m,input,1,,2026-08-20,"], "\"0.1\"", ["3"]),
    // A step of 1 since 15 August, and from 15 September on.
    (["v,m,input,1,,2026-01-01,"], step("1", from: "2026-08-15"), ["10"]),
    (["v,m,input,1,,2026-01-01,"], step("1", from: "2026-09-15"), ["3", "10"]),
    // What costs nothing is charged nothing.
    (["v,m,input,1,,2026-01-01,", "v,m,input,0,,2026-09-15,"], "\"0.1\"", ["3", "0"]),
  ])
  func `no request that costs anything is charged less than a step`(
    prices: [String], steps: String, credits: [String]
  ) throws {
    let desk = try Self.desk(prices: prices, steps: steps)
    let rows = try desk.table("forecast").filter {
      $0["series"] == "total" && $0["measure"] == "credits"
    }
    let means = rows.map { $0["mean"] ?? "" }
    #expect(means == means.indices.map { credits.count == 2 && $0 >= 16 ? credits[1] : credits[0] })
    let revenue = try desk.table("forecast").filter {
      $0["series"] == "total" && $0["measure"] == "revenue_usd"
    }
    // A credit is worth 0.01 USD.
    let worth = ["10": "0.1", "3": "0.03", "1": "0.01", "0": "0"]
    #expect(revenue.map { $0["mean"] } == means.map { worth[$0] })
  }

  /// The step falls from 1 to 0.1 on 15 September: 0.03 credits each, charged 1 before.
  ///
  /// Ten times as much as the cost and a step each is the most there can be: 10 × (0.03 + 0.1) = 1.3.
  @Test func `no request is charged a whole step more than its cost`() throws {
    let desk = try Self.desk(
      prices: ["v,m,input,0.1,,2026-01-01,"],
      steps: "[{\"value\":\"1\"},{\"from\":\"2026-09-15\",\"value\":\"0.1\"}]")
    #expect(try desk.means("credits") == ["10", "1.3"])
  }

  /// A tenth of the price since 20 August: all days before would have been 1 credit, too, and nothing is uncertain.
  ///
  /// 25 credits from 30 August on are used up on 23 September.
  @Test func `ranges and balances know the steps`() throws {
    let desk = try Self.desk(
      prices: ["v,m,input,1,,2026-01-01,", "v,m,input,0.1,,2026-08-20,"],
      books: ["balances.csv": "account_id,at,credits\na,2026-08-30,25\n"])
    #expect(try desk.ahead("credits") == [["1", "1", "1"]])
    let row = try #require(try desk.table("run-out").first)
    #expect(["p10", "p50", "p90"].map { row[$0] } == Array(repeating: "2026-09-23", count: 3))
  }

  /// 100 credits from 30 August on: 16 days of 3 leave 52 on 15 September, which at 10 a day last to the 20th.
  @Test func `a balance runs out by a step that is announced`() throws {
    let desk = try Self.desk(
      steps: Self.step("1", from: "2026-09-15"),
      books: ["balances.csv": "account_id,at,credits\na,2026-08-30,100\n"])
    let row = try #require(try desk.table("run-out").first)
    #expect(["p10", "p50", "p90"].map { row[$0] } == Array(repeating: "2026-09-20", count: 3))
  }
}
