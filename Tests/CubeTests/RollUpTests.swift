import Cube
import Ledger
import Support
import Testing

@Suite struct RollUpTests {
  private static let rows = [
    CubeRow(day: 1, tier: "pro", account: "acme", user: "ann", cost: usd(1)),
    CubeRow(day: 2, tier: "pro", account: "acme", user: "bob", cost: usd(2)),
    CubeRow(day: 1, tier: "é", account: "acme", user: "ann", cost: usd(4)),
    CubeRow(day: 2, tier: "free", account: "zoo", user: "ann", isFree: true, cost: usd(8)),
    CubeRow(day: 2, tier: "free", account: "zoo", user: "", isFree: true, cost: usd(16)),
  ]

  @Test func `a roll-up has one line for each key, in the order of its bytes`() {
    let tiers = Facts(of: Self.rows).totals(byDimensions: \.tier)
    #expect(tiers.map(\.key) == ["free", "pro", "é"])
    #expect(tiers.map(\.totals.vendorCost.attodollars) == [usd(24), usd(3), usd(4)])
    let days = Facts(of: Self.rows).totals(byDays: \.number)
    #expect(days.map(\.key) == [1, 2])
    #expect(days.map(\.totals.vendorCost.attodollars) == [usd(5), usd(26)])
  }

  @Test func `by dimensions and days, it is in the order of both`() {
    let sums = Facts(of: Self.rows).totals(by: \.tier, and: \.number)
    #expect(sums.map(\.group) == sums.map(\.group).sorted())
    #expect(sums.filter { $0.group == "free" }.map(\.key) == [2])
    #expect(sums.filter { $0.group == "free" }.map(\.totals.vendorCost.attodollars) == [usd(24)])
    #expect(sums.filter { $0.key == 1 }.map(\.totals.vendorCost.attodollars).reduce(0, +) == usd(5))
  }

  @Test func `by days, a roll-up has one line for each key of the days of the requested facts`() {
    let facts = Facts(of: Self.rows + [CubeRow(day: 40, tier: "pro", cost: usd(32))])
    let days = facts.totals(byDays: \.number)
    #expect(days.map(\.key) == [1, 2, 40])
    #expect(days.map(\.totals.vendorCost.attodollars) == [usd(5), usd(26), usd(32)])
    // Days 1 and 2 are in January 1970, day 40 in February.
    let months = facts.totals(byDays: \.month.month, where: { !$0.terms.isFree })
    #expect(months.map(\.key) == [1, 2])
    #expect(months.map(\.totals.vendorCost.attodollars) == [usd(7), usd(32)])
  }

  /// 9,223,372,036,854,775,807 twice fit no sum of 64 bits, although each fact does.
  @Test func `counts of a day that leave their range are two sums of it`() {
    let facts = Facts(of: [
      CubeRow(user: "ann", input: .max, cost: usd(1)), CubeRow(user: "bob", input: .max),
      CubeRow(user: "cy", cost: usd(2)),
    ])
    #expect(!facts.hasOverflowed)
    #expect(facts.byDayAndDimensions.map(\.measures.quantities.input) == [.max, .max])
    #expect(facts.byDayAndDimensions.map(\.measures.requests) == [1, 2])
    #expect(facts.total().vendorCost.attodollars == usd(3))
  }

  @Test func `a roll-up takes only the requested facts`() {
    let facts = Facts(of: Self.rows)
    let free = facts.totals(byDays: \.number, where: { $0.terms.isFree })
    #expect(free.map(\.key) == [2])
    #expect(facts.total { $0.terms.isFree }.vendorCost.attodollars == usd(24))
    let paid = facts.totalsByUser(\.user) { !$0.terms.isFree }
    #expect(paid.map(\.key) == ["ann", "bob"])
  }

  /// The user of the last row is its account, zoo.
  @Test func `by user, two accounts' users of one name are one, and a blank one is its account`() {
    let facts = Facts(of: Self.rows)
    let users = facts.totalsByUser(\.reported)
    #expect(users.map(\.key) == ["ann", "bob", "zoo"])
    #expect(users.map(\.totals.vendorCost.attodollars) == [usd(13), usd(2), usd(16)])
    let accounts = facts.totalsByUser(\.account)
    #expect(accounts.map(\.key) == ["acme", "zoo"])
    #expect(accounts.map(\.totals.vendorCost.attodollars) == [usd(7), usd(24)])
  }

  /// Days 1 and 2 are in January 1970, day 40 in February: zoo names nobody there, and nobody in pro.
  @Test func `an account whose user is named in a month and tier pays for no second plan`() {
    let facts = Facts(
      of: Self.rows + [
        CubeRow(day: 40, tier: "free", account: "zoo", user: ""),
        CubeRow(day: 3, tier: "pro", account: "zoo", user: ""),
        CubeRow(day: 40, tier: "pro", account: "ann", user: "bob"),
        CubeRow(day: 40, tier: "pro", account: "ann", user: ""),
      ])
    let active = facts.activeUsers
    let users = facts.planUsers(of: active)
    func count(_ month: Int, _ tier: Name) -> [Int?] {
      let key = MonthAndTier(month: Month(year: 1970, month: month), tier: tier)
      return [active[key], users[key]]
    }
    #expect(count(1, "free") == [2, 1])
    #expect(count(2, "free") == [1, 1])
    #expect(count(1, "pro") == [3, 3])
    #expect(count(2, "pro") == [2, 1])
  }

  @Test func `what was recorded is summed over all facts, unpriced ones too`() {
    let facts = Facts(of: [
      CubeRow(recordedCost: usd(1)), CubeRow(cost: nil, recordedCost: usd(2)),
      CubeRow(tier: "q", recordedCost: usd(4)), CubeRow(),
    ])
    #expect(facts.recordedCost.attodollars == usd(7))
  }

  @Test func `roll-ups by any key sum to the total`() {
    var dice = Dice(seed: 16)
    let facts = Facts(of: (0..<500).map { _ in dice.row() })
    let total = facts.total()
    #expect(total.requests == 500)
    #expect(sum(facts.totals(byDays: \.self).map(\.totals)) == total)
    #expect(sum(facts.totals(byDays: \.month).map(\.totals)) == total)
    #expect(sum(facts.totals(byDimensions: \.tier).map(\.totals)) == total)
    #expect(sum(facts.totals(byDimensions: \.model).map(\.totals)) == total)
    #expect(sum(facts.totals(by: \.model, and: \.month).map(\.totals)) == total)
    #expect(sum(facts.totalsByUser(\.reported).map(\.totals)) == total)
    #expect(sum(facts.totalsByUser(\.account).map(\.totals)) == total)
    let parts = [true, false].map { isFree in facts.total { $0.terms.isFree == isFree } }
    #expect(sum(parts) == total)
  }

  private func sum(_ parts: [MoneyTotals]) -> MoneyTotals {
    var sum = MoneyTotals()
    for part in parts.reversed() { sum.add(part) }
    return sum
  }
}
