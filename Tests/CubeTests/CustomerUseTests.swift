import Cube
import Ledger
import Support
import Testing

struct CustomerUseTests {
  /// Days 1 and 2 are in one stretch, day 8 in the next, day 9 in none.
  private static let rows = [
    CubeRow(day: 1, account: "acme", user: "ann", cost: usd(1), credits: 100_000_000),
    CubeRow(day: 2, account: "acme", user: "bob", isFree: true, cost: usd(2), credits: 7_000_000),
    CubeRow(day: 8, tier: "max", account: "acme", user: "ann", cost: usd(4), credits: 300_000_000),
    CubeRow(day: 9, account: "acme", user: "ann", cost: usd(8), credits: 900_000_000),
    CubeRow(day: 1, isBYOK: true, account: "", user: "ann", cost: usd(16), credits: 1_000_000),
  ]

  private static func use(isOfCost: Bool) -> CustomerUse {
    CustomerUse(
      Facts(of: rows),
      in: [
        Period(from: Day(number: 1), to: Day(number: 8)),
        Period(from: Day(number: 8), to: Day(number: 9)),
      ], isOfCost: isOfCost)
  }

  private static func place(_ name: Name, _ use: CustomerUse) throws -> Int {
    try #require(use.customers.names.firstIndex(of: name))
  }

  @Test func `a customer has the revenue of each stretch, without that of free plans`() throws {
    let use = Self.use(isOfCost: false)
    let acme = try Self.place("acme", use)
    #expect(use.amounts[acme].map(\.attodollars) == [usd(1), usd(3)])
    #expect(use.totals[acme].revenue.attodollars == usd(13))
    #expect(use.tiers[acme] == ["max", "pro"] && use.users[acme] == 2)
  }

  @Test func `in cost nothing with own keys counts`() throws {
    let use = Self.use(isOfCost: true)
    #expect(use.amounts[try Self.place("acme", use)].map(\.attodollars) == [usd(3), usd(4)])
    #expect(use.amounts[try Self.place("ann", use)].map(\.attodollars) == [0, 0])
  }

  /// 20 tiers on two days: beyond 16 they are no longer looked for in turn.
  @Test func `a customer of many tiers has each once`() throws {
    let tiers = (10..<30).map { Name("t\($0)") }
    let facts = Facts(
      of: [1, 2].flatMap { day in
        tiers.reversed().map {
          CubeRow(day: day, tier: $0, account: "acme", user: "ann", cost: usd(1), credits: 0)
        }
      })
    let use = CustomerUse(
      facts, in: [Period(from: Day(number: 1), to: Day(number: 8))], isOfCost: true)
    #expect(use.tiers == [tiers])
    #expect(use.amounts.map { $0.map(\.attodollars) } == [[usd(40)]])
  }

  /// Ann is a user of acme, and has a row without an account: one user, of acme, whose facts come first.
  @Test func `a user of two customers is counted once`() throws {
    let facts = Facts(of: Self.rows)
    let customers = facts.customerNumbers
    let counts = facts.planUsers(byCustomer: customers)
    let totals = counts.mapValues { $0.values.reduce(0, +) }
    #expect(totals == facts.activeUsers)
    let month = Month(year: 1970, month: 1)
    let pro = try #require(counts[MonthAndTier(month: month, tier: "pro")])
    #expect(pro == [Int32(try #require(customers.names.firstIndex(of: "acme"))): 2])
  }
}
