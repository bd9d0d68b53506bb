import Comparing
import Ledger
import Overview
import Support
import Testing

/// The change between two periods in every medium; figures by hand, from the example of docs/COMPARE.md.
struct ComparisonSummaryTests {
  private func changed(isSold: Bool = true) throws -> ComparisonSummary {
    ComparisonSummary(try WorkedComparison.make(isSold: isSold))
  }

  @Test func `the table has a line for each driver that is not 0, and adds up`() throws {
    let changed = try changed()
    #expect(changed.title == "July against May 2026")
    #expect(changed.measures == [.revenue, .cost, .margin])
    #expect(changed.decimals == 2)
    let expected: [(String, [Int128])] = [
      ("May", [885, 610, 275]), ("Lost accounts (1)", [-105, -70, -35]),
      ("Volume", [168, 110, 58]), ("Mix of requests", [280, 150, 130]),
      ("Request size", [352, 220, 132]), ("Cache share", [-130, -81, -49]),
      ("Vendor prices", [-150, -100, -50]), ("Multipliers and plans", [42, 0, 42]),
      ("Credit step", [2, 0, 2]), ("July", [1344, 839, 505]),
    ]
    #expect(changed.lines.map(\.label) == expected.map(\.0))
    #expect(changed.lines.map(\.amounts) == expected.map(\.1))
  }

  @Test func `where nothing is sold vendor cost alone is compared`() throws {
    let changed = try changed(isSold: false)
    #expect(changed.measures == [.cost])
    #expect(changed.lines.first?.amounts == [610] && changed.lines.last?.amounts == [839])
    #expect(
      changed.headline
        == "Vendor cost rose from 6.10 to 8.39 USD, mainly due to request size +2.20 and mix of requests +1.50, "
        + "despite vendor prices -1.00"
    )
    #expect(changed.heading(ofMoversBy: .account) == "Largest vendor cost changes by account")
  }

  @Test func `the finding names the two drivers that moved margin most in its direction`() throws {
    #expect(
      try changed().headline
        == "Margin rose from 2.75 to 5.05 USD, mainly due to request size +1.32 and mix of requests +1.30, "
        + "despite vendor prices -0.50"
    )
  }

  /// An account of one request each in May and July, with a cost of the cents given and no sale.
  @Test(
    arguments: [
      (200, 300, "Vendor cost rose from 2.00 to 3.00 USD: request size +1.00"),
      (300, 200, "Vendor cost fell from 3.00 to 2.00 USD: request size -1.00"),
      (200, 200, "Vendor cost stayed at 2.00 USD"),
    ] as [(Int128, Int128, String)])
  func `a single driver is named alone`(before: Int128, after: Int128, words: String) throws {
    let changed = ComparisonSummary(
      try PeriodComparison(
        month(5), [cell("a"): sums(before)], month(7), [cell("a"): sums(after)], isSold: false))
    #expect(changed.headline == words)
  }

  /// Account a rises by 1.00 USD; of b the 1.00 USD of May is known, and nothing of its 4 requests of July.
  @Test func `usage without a price is no lost account, and the headline counts it`() throws {
    var unknown = CellSums()
    unknown.excludedRequests = 4
    let changed = ComparisonSummary(
      try PeriodComparison(
        month(5), [cell("a"): sums(200), cell("b"): sums(100)], month(7),
        [cell("a"): sums(300), cell("b"): unknown], isSold: false))
    #expect(
      changed.headline
        == "Vendor cost stayed at 3.00 USD: request size +1.00 and usage without a price -1.00; "
        + "4 requests in July 2026 have no price")
    #expect(
      changed.lines.map(\.label) == ["May", "Request size", "Usage without a price", "July"])
    #expect(
      changed.notes.contains(
        "1 account has requests in both periods, but none with a price in one of them: the change of "
          + "this account is in usage without a price."))
  }

  private func cell(_ account: Name) -> CellID {
    CellID(
      account: account,
      key: CellKey(
        tier: "", provider: "v", model: "m", service: "", serviceTier: "", isBYOK: false,
        isCharged: true))
  }

  /// One request of an account, with a cost of so many cents.
  private func sums(_ cents: Int128) throws -> CellSums {
    var sums = CellSums()
    sums.requests = 1
    let input = try #require(CellSums.classes.firstIndex(of: .input))
    sums.quantities[input] = cents
    sums.constantCosts[input] = usd(cents, per: 100)
    return sums
  }

  private func month(_ number: Int) -> ComparedPeriod {
    ComparedPeriod(period: Month(year: 2026, month: number).period, days: 31)
  }

  @Test func `the bars of margin lead from its start to its end`() throws {
    let steps = try changed().steps(ofMeasure: 2)
    #expect(steps.map(\.before) == [0, 275, 240, 298, 428, 560, 511, 461, 503, 0])
    #expect(steps.map(\.after) == [275, 240, 298, 428, 560, 511, 461, 503, 505, 505])
  }

  @Test func `accounts are listed by the change of margin, with their parts, largest first`() throws
  {
    let changed = try changed()
    let movers = changed.movers(by: .account, atMost: 20)
    #expect(movers.map(\.name) == ["a1", "a2"])
    #expect(movers.map(\.shown.start) == [240, 35])
    #expect(movers.map(\.shown.end) == [505, 0])
    #expect(
      movers[0].largestDrivers == [
        "request size +1.32", "mix +1.30", "volume +0.58",
        // Vendor prices -0.50, cache share -0.49, multipliers +0.42, credit step +0.02.
        "others -0.55",
      ])
    #expect(movers[1].largestDrivers == ["lost accounts -0.35"])
    #expect(changed.movers(by: .account, atMost: 1).count == 1)
    #expect(changed.moverCount(by: .account) == 2)
  }

  @Test func `models in tiers have both names`() throws {
    let movers = try changed().movers(by: .tierAndModel, atMost: 20)
    #expect(movers.map(\.name) == ["big in pro", "small in pro"])
    // Big: 2.10 - 1.40 → 6.72 - 4.20; small: 6.75 - 4.70 → 6.72 - 4.19.
    #expect(movers.map(\.shown.start) == [70, 205])
    #expect(movers.map(\.shown.end) == [252, 253])
  }

  @Test func `the largestCostChange movement of cost is reported with its requests`() throws {
    #expect(
      try changed().largestCostChange
        == "Largest change of vendor cost: big in pro, 1 → 2 requests, 1.40 → 4.20 USD.")
  }

  /// Per request of 5 and 5: 2,800,000 and 3,900,000 prompt tokens, of which 900,000 cached; output 260,000 and 380,000.
  @Test func `notes state the usage, the largestCostChange movement, and what had no effect`()
    throws
  {
    #expect(
      try changed().notes == [
        // 14 and 28 cents; the effect on the lost account is in lost accounts.
        "Multiplier changed: pro 1.5 → 1.6, +0.42 USD of usage revenue on usage before the change.",
        // 4.59 + 1.05, 2.29 + 0.70 and 2.30 + 0.35, without the lost account.
        "1 account in both periods: usage revenue +5.64, vendor cost +2.99, margin +2.65 USD.",
        "Usage: 5 → 5 requests, 560,000 → 780,000 prompt tokens per request, 0.0 → 23.1 % of prompt "
          + "tokens from cache, 52,000 → 76,000 output tokens per request.",
        "Largest change of vendor cost: big in pro, 1 → 2 requests, 1.40 → 4.20 USD.",
        "New accounts had no effect.",
      ])
  }

  @Test func `changes have a sign, amounts and 0 have none`() throws {
    let changed = try changed()
    #expect(changed.text(123_456, signed: true) == "+1,234.56")
    #expect(changed.text(-5, signed: true) == "-0.05")
    #expect(changed.text(0, signed: true) == "0.00")
    #expect(changed.text(5) == "0.05")
  }

  /// 3 → 1, 1 → 2.5 and a lost account of 4 USD: both that stayed fell by 0.50.
  @Test
  func `the customers of both periods are distinguished from lost ones, with the largest fall`()
    throws
  {
    func sums(_ cents: [Name: Int128]) throws -> [CellID: CellSums] {
      let input = try #require(CellSums.classes.firstIndex(of: .input))
      let key = CellKey(
        tier: "", provider: "v", model: "m", service: "", serviceTier: "", isBYOK: false,
        isCharged: true)
      return Dictionary(
        uniqueKeysWithValues: cents.map { account, cents in
          var sums = CellSums()
          sums.requests = 1
          sums.quantities[input] = cents
          sums.constantCosts[input] = usd(cents, per: 100)
          return (CellID(account: account, key: key), sums)
        })
    }
    func month(_ number: Int) -> ComparedPeriod {
      ComparedPeriod(period: Month(year: 2026, month: number).period, days: 31)
    }
    let changed = ComparisonSummary(
      try PeriodComparison(
        month(5), sums(["a": 300, "b": 100, "c": 400]), month(7), sums(["a": 100, "b": 250]),
        isSold: false))
    #expect(
      changed.reasons == [
        "2 accounts in both periods: vendor cost -0.50 USD; a fell most, 3.00 → 1.00 of vendor cost."
      ])
  }
}
