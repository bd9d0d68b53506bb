import Ledger
import Overview
import Reports
import Testing

/// The customers and models of the summary, of facts worked by hand.
struct BreakdownTests {
  private func overview(_ rows: [FactRow]) throws -> Overview {
    Overview(
      try Inputs.of(rows, customerFees: ["a": try usd("40")]),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test func `customers come with the most revenue first, each with its share`() throws {
    let customers = try overview([
      FactRow(account: "small", cost: "1", credits: "100"),
      FactRow(account: "large", cost: "2", credits: "300"),
      FactRow(account: "free", isFree: true, cost: "5"),
    ]).customers
    #expect(customers.lines.map(\.name) == ["large", "small", "free"])
    #expect(customers.lines.map(\.share) == [750_000, 250_000, 0])
    #expect(customers.lines.map(\.cumulative) == [750_000, 1_000_000, 1_000_000])
    #expect(customers.total.totals.margin == (try usd("-4")))
    #expect(customers.activeCount == 3 && customers.sentence == nil)
  }

  /// An account is one customer with all its users; a user without an account is one, and nobody is one too.
  @Test func `a customer is the account, else the user`() throws {
    let customers = try overview([
      FactRow(account: "a", user: "u1", credits: "300"), FactRow(account: "a", user: "u2"),
      FactRow(account: "", user: "u1", credits: "200"), FactRow(account: "", user: ""),
      FactRow(tier: "free", account: "a", user: ""),
    ]).customers
    #expect(customers.lines.map(\.name) == ["a", "u1", "(none)"])
    #expect(customers.lines.map(\.users) == [2, 1, 1])
    // u1 is a user of a, too.
    #expect(customers.total.users == 3)
    #expect(customers.lines[0].tiers == "free, pro")
    #expect(try customers.lines.map(\.planFees) == [usd("40"), nil, nil])
  }

  @Test func `where nothing is sold customers come by cost, and have no fees`() throws {
    let customers = try overview([
      FactRow(account: "a", basis: .notSold, cost: "1"),
      FactRow(account: "b", basis: .notSold, cost: "3"),
    ]).customers
    #expect(customers.lines.map(\.name) == ["b", "a"])
    #expect(customers.lines.map(\.share) == [750_000, 250_000])
    #expect(customers.lines.allSatisfy { $0.planFees == nil && $0.totals.knownRevenue == nil })
  }

  @Test func `a customer without any price has no share`() throws {
    let customers = try overview([
      FactRow(account: "a", cost: nil), FactRow(account: "b", cost: "1", credits: "100"),
    ]).customers
    #expect(customers.lines.map(\.name) == ["b", "a"])
    #expect(customers.lines.map(\.share) == [1_000_000, nil])
  }

  /// Nine customers of 1 USD each.
  @Test func `the seven largest are named together`() throws {
    let rows = (1...9).map { FactRow(account: Name("a\($0)"), credits: "100") }
    #expect(
      try overview(rows).customers.sentence == "7 of 9 customers bring in 78 % of usage revenue.")
  }

  /// 1 USD in the first week and 2 in the second, of fifteen days.
  @Test func `the trend of a month is by whole week`() throws {
    let customers = try overview([
      FactRow(day: "2026-07-01", credits: "100"), FactRow(day: "2026-07-08", credits: "200"),
      FactRow(day: "2026-07-15", credits: "900"),
    ]).customers
    #expect(customers.trendHeading == "Trend by week")
    #expect(customers.lines[0].trend == "▅█")
  }

  @Test func `the trend of three months is by month`() throws {
    let customers = try overview([
      FactRow(day: "2026-07-01", credits: "100"), FactRow(day: "2026-09-30", credits: "200"),
    ]).customers
    #expect(customers.trendHeading == "Trend by month")
    #expect(customers.lines[0].trend == "▅▁█")
  }

  /// Prompt: 60 + 20 + 10 + 10 tokens; output with reasoning: 50.
  @Test func `a model has its tokens, and what a thousand requests and tokens of output cost`()
    throws
  {
    let models = try overview([
      FactRow(
        model: "dear",
        quantities: [
          .input: 60, .cacheRead: 20, .cacheWrite5m: 10, .cacheWrite1h: 10, .output: 40,
          .reasoning: 10, .audioInput: 7,
        ], cost: "3"),
      FactRow(model: "dear", cost: "1"), FactRow(model: "cheap", cost: "0"),
    ]).models
    let dear = try #require(models.lines.first)
    #expect(models.lines.map(\.name) == ["dear", "cheap"])
    #expect(dear.vendor == "openai" && dear.tokens.all == 157)
    #expect(dear.costOf1000Requests == (try usd("2000")))
    #expect(dear.costOf1000OutputTokens == (try usd("80")))
    #expect(dear.cachedShare == 200_000)
    #expect(models.lines[1].costOf1000OutputTokens == nil && models.lines[1].cachedShare == nil)
    #expect(models.total.costOf1000OutputTokens == (try usd("80")))
  }

  /// The one request with a price used nothing.
  ///
  /// A cost of 0 of all requests is known.
  @Test func `a model whose only requests with a price cost nothing has no known cost`() throws {
    let models = try overview([
      FactRow(model: "idle", cost: "0"), FactRow(model: "idle", cost: nil),
      FactRow(model: "free", cost: "0"), FactRow(model: "dear", cost: "3", credits: "500"),
    ]).models
    #expect(models.lines.map(\.name) == ["dear", "free", "idle"])
    #expect(models.lines.map(\.knownVendorCost) == (try [usd("3"), .zero, nil]))
    #expect(models.lines.map(\.knownRevenue) == (try [usd("5"), .zero, nil]))
    #expect(models.lines.map(\.knownMargin) == (try [usd("2"), .zero, nil]))
    #expect(models.lines.map(\.costOf1000Requests) == (try [usd("3000"), .zero, nil]))
    #expect(models.total.knownVendorCost == (try usd("3")))
  }

  /// 4 USD for two requests with a price, and one without: 2 USD each.
  @Test func `the cost of a thousand requests is of those with a price`() throws {
    let models = try overview([
      FactRow(model: "dear", cost: "3"), FactRow(model: "dear", cost: "1"),
      FactRow(model: "dear", cost: nil), FactRow(model: "none", cost: nil),
    ]).models
    #expect(models.lines.map(\.costOf1000Requests) == (try [usd("2000"), nil]))
    #expect(models.total.costOf1000Requests == (try usd("2000")))
  }

  /// A fee of 0.5 USD for a key of its own, and a request of ours without a price: what that cost is not known.
  @Test func `a customer whose other requests have no price has no known cost and no margin`()
    throws
  {
    let customers = try overview([
      FactRow(isBYOK: true, account: "fees", cost: "9", credits: "50"),
      FactRow(account: "fees", cost: nil),
      FactRow(account: "part", cost: "1", credits: "150"), FactRow(account: "part", cost: nil),
    ]).customers
    #expect(customers.lines.map(\.name) == ["part", "fees"])
    #expect(customers.lines.map(\.knownVendorCost) == (try [usd("1"), nil]))
    #expect(customers.lines.map(\.knownMargin) == (try [usd("0.5"), nil]))
    #expect(customers.lines.map(\.marginPercent) == [333_333, nil])
    #expect(customers.lines.map(\.totals.knownRevenue) == (try [usd("1.5"), usd("0.5")]))
  }
}
