import Ledger
import Pricing
import Rating
import Support
import Testing

@testable import Insight

struct UserUseTests {
  /// Input costs 1 USD a million; pro pays twice the cost, free nothing.
  private static func ledger(_ requests: [Request]) -> InsightLedger {
    var shelf = TestBooks()
    shelf.prices = [
      price(.input, cents: 100), price(.cacheRead, cents: 10, line: 2),
      price(.input, cents: 100, model: "small", line: 3),
    ]
    shelf.multipliers = [
      row(
        MultiplierRow(
          key: MultiplierRow.Key(level: .default), multiplier: Multiplier(millionths: 2_000_000),
          status: .approved, requestedBy: "r", approvedBy: "a"))
    ]
    shelf.plans = [
      row(plan("free", isFree: true)), row(plan("pro", isFree: false), line: 2),
    ]
    return InsightLedger(shelf: shelf, requests: requests)
  }

  private static func plan(_ tier: Name, isFree: Bool) -> Plan {
    Plan(
      tier: tier, isFree: isFree, monthlyPrice: nil, monthlyCredits: nil, targetMargin: nil,
      allowedModels: [])
  }

  private static func request(
    _ user: Name, day: Int32, millions: Int64, tier: Name = "pro", model: Name = "big"
  ) -> Request {
    Request(
      day: day, user: user, tier: tier, model: model, quantities: [.input: millions * 1_000_000])
  }

  private static func rows(_ requests: [Request], isCompared: Bool = true) throws -> [UserUse] {
    try ledger(requests).insight(days: 10..<20, before: isCompared ? 0..<10 : nil).users
  }

  @Test func `a user of a row that counts in the period alone has a row`() throws {
    // Of two rows with one id the whole ledger has the first, of u2 on day 25. The period has only the other one.
    let ledger = Self.ledger([])
    let insight = try ledger.insight(
      facts: [Self.request("u1", day: 12, millions: 1)], days: 10..<20,
      all: [Self.request("u2", day: 25, millions: 1), Self.request("u1", day: 26, millions: 1)])
    #expect(insight.users.map(\.key.user) == ["u1"])
    #expect(insight.users.first?.seen == Day(number: 12)...Day(number: 26))
    let other = try ledger.insight(
      facts: [Self.request("u1", day: 12, millions: 1)], days: 10..<20,
      all: [Self.request("u2", day: 25, millions: 1)])
    #expect(other.users.map(\.requests) == [1])
  }

  @Test func `a user has the sums of the period, the largest cost first`() throws {
    let rows = try Self.rows([
      Self.request("u1", day: 10, millions: 1), Self.request("u1", day: 10, millions: 2),
      Self.request("u1", day: 12, millions: 1, model: "small"),
      Self.request("u2", day: 19, millions: 9), Self.request("u2", day: 21, millions: 1),
    ])
    #expect(rows.map(\.key.user) == ["u2", "u1"])
    let one = try #require(rows.last)
    #expect(one.requests == 3 && one.activeDays == 2 && one.promptTokens == 4_000_000)
    #expect(one.vendorCost == cents(400) && one.revenue == cents(800) && one.margin == cents(400))
    #expect(one.marginPercent == 500_000)
    // 3 of 4 USD are of the big model.
    #expect(one.models == 2 && one.topModel == "big" && one.topModelShare == 750_000)
    #expect(one.seen == Day(number: 10)...Day(number: 12))
    #expect(rows[0].seen == Day(number: 19)...Day(number: 21))
  }

  @Test func `cached tokens are a share of the prompt`() throws {
    var request = Self.request("u1", day: 10, millions: 1)
    request.quantities[.cacheRead] = 2_000_000
    let rows = try Self.rows([request])
    // 2 of 3 millions: 66.6667 %.
    #expect(rows[0].cachedTokens == 2_000_000 && rows[0].cacheShare == 666_667)
  }

  /// Both periods have ten days.
  @Test(
    arguments: [
      (2, 3, .growing, 500_000), (2, 2, .steady, 0), (2, 1, .shrinking, -500_000),
      (3, 4, .steady, 333_333), (1, 0, .dormant, -1_000_000), (0, 1, .new, nil),
    ] as [(Int64, Int64, Segment, Int128?)])
  func `the segment follows from the cost before`(
    before: Int64, now: Int64, segment: Segment, change: Int128?
  ) throws {
    var requests = [Self.request("other", day: 1, millions: 1)]
    if before > 0 { requests.append(Self.request("u1", day: 5, millions: before)) }
    if now > 0 { requests.append(Self.request("u1", day: 15, millions: now)) }
    let row = try #require(try Self.rows(requests).first { $0.key.user == "u1" })
    #expect(row.segment == segment && row.changePercent == change)
    #expect(row.earlierCost == cents(Int128(before) * 100))
  }

  @Test func `a dormant user has figures of 0 and no margin percent`() throws {
    let row = try #require(try Self.rows([Self.request("u1", day: 5, millions: 2)]).first)
    #expect(row.requests == 0 && row.vendorCost == .zero && row.revenue == .zero)
    #expect(row.marginPercent == nil && row.tier == .empty)
  }

  @Test func `who was seen before the period before, and is back, grows`() throws {
    var ledger = Self.ledger([
      Self.request("u1", day: 2, millions: 1), Self.request("u1", day: 25, millions: 1),
      Self.request("u2", day: 15, millions: 1),
    ])
    let rows = try ledger.insight(days: 20..<30, before: 10..<20).users
    #expect(rows.map(\.segment) == [.growing, .dormant])
    #expect(rows[0].changePercent == nil)
    ledger.shelf.settings.segments.growing = Multiplier(millionths: 3_000_000)
    ledger.requests = [
      Self.request("u1", day: 15, millions: 2), Self.request("u1", day: 25, millions: 5),
    ]
    #expect(try ledger.insight(days: 20..<30, before: 10..<20).users[0].segment == .steady)
  }

  @Test func `a paid tier that costs more than it brings loses money, a free one does not`() throws
  {
    var ledger = Self.ledger([
      Self.request("u1", day: 15, millions: 1),
      Self.request("u2", day: 15, millions: 2, tier: "free"),
    ])
    ledger.shelf.multipliers = [
      row(
        MultiplierRow(
          key: MultiplierRow.Key(level: .default), multiplier: Multiplier(millionths: 500_000),
          status: .approved, requestedBy: "r", approvedBy: "a"))
    ]
    let rows = try ledger.insight(days: 10..<20).users
    // 1 USD × 0.5 less 1 USD; without a period before nothing else is known.
    #expect(rows.map(\.segment) == [nil, .lossMaking])
    #expect(rows[1].margin == cents(-50) && rows[0].margin == cents(-200))
  }

  @Test func `of tiers and models that cost the same, the first by name counts`() throws {
    let rows = try Self.rows([
      Self.request("u1", day: 15, millions: 1, tier: "pro", model: "small"),
      Self.request("u1", day: 15, millions: 1, tier: "free"),
    ])
    #expect(rows[0].tier == "free" && rows[0].topModel == "big" && rows[0].models == 2)
  }

  /// Model m1 costs 1 USD on each of two days, m2 2 USD and so on up to m40: 2 × 820 USD in all, of which m40 has 80.
  @Test func `a user of more models than are looked for in turn has the same sums`() throws {
    let numbers = 1...40
    var ledger = Self.ledger(
      [10, 11].flatMap { day in
        numbers.map {
          Self.request("u1", day: day, millions: Int64($0), model: Name("m\($0)"))
        }
      })
    ledger.shelf.prices = numbers.map { price(.input, cents: 100, model: Name("m\($0)"), line: $0) }
    let one = try #require(try ledger.insight(days: 10..<20).users.first)
    #expect(one.requests == 80 && one.activeDays == 2 && one.models == 40)
    #expect(one.vendorCost == cents(164_000))
    // 80 ÷ 1,640 = 0.0487804…
    #expect(one.topModel == "m40" && one.topModelShare == 48_780)
  }
}
