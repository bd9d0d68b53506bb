import Cube
import Ledger
import Support
import Testing

@Suite struct FactsTests {
  @Test func `workers whose numbers differ are merged by what the numbers mean`() {
    var first = Worker()
    first.add([
      CubeRow(tier: "a", user: "ann", input: 1), CubeRow(tier: "b", user: "bob", input: 2),
    ])
    var second = Worker()
    second.add([
      CubeRow(tier: "b", user: "bob", input: 4), CubeRow(tier: "a", user: "ann", input: 8),
    ])
    let facts = Facts([first, second])
    #expect(facts.plain.map(\.dimensions.tier) == ["a", "b"])
    #expect(facts.plain.map(\.user.user) == ["ann", "bob"])
    #expect(facts.plain.map(\.measures.quantities.input) == [9, 6])
  }

  @Test func `a fact whose rows were all removed vanishes, and only that`() {
    var worker = Worker()
    worker.add([CubeRow(user: "ann", cost: usd(1)), CubeRow(user: "bob", cost: usd(2))])
    worker.add([CubeRow(user: "ann", cost: usd(1))], sign: -1)
    let facts = Facts([worker])
    #expect(facts.plain.map(\.user.user) == ["bob"])
    #expect(facts.total().vendorCost == Money(attodollars: usd(2)))
    #expect(facts.byDayAndDimensions.map(\.totals.requests) == [1])
  }

  @Test func `a row may be removed by another worker than the one that added it`() {
    var first = Worker()
    first.add([CubeRow(tier: "a", input: 5), CubeRow(tier: "b", input: 6)])
    var second = Worker()
    second.add([CubeRow(tier: "b", input: 6)], sign: -1)
    let facts = Facts([second, first])
    #expect(facts.plain.map(\.dimensions.tier) == ["a"])
  }

  @Test func `an unpriced request keeps its fact`() {
    #expect(Facts(of: [CubeRow(cost: nil)]).plain.map(\.measures.unpriced) == [1])
  }

  @Test func `no rows make no facts`() {
    let facts = Facts([Worker(), Worker()])
    #expect(facts.rows.isEmpty && facts.byDayAndDimensions.isEmpty)
    #expect(facts.total() == MoneyTotals())
    #expect(!facts.hasOverflowed)
  }

  /// 5,000 users on each of two days, turn by turn, so that tables grow and are left and found again.
  @Test func `a day holds any number of users, and days may alternate`() {
    var worker = Worker()
    let users = (0..<5_000).map { Name("user-\($0)") }
    for round in [1, 2] as [Int64] {
      worker.add(
        users.flatMap { user in
          [CubeRow(day: 1, user: user, input: round), CubeRow(day: 2, user: user, input: round)]
        })
    }
    let facts = Facts([worker])
    #expect(worker.table.groups.count == 10_000)
    #expect(facts.rows.count == 10_000)
    #expect(facts.plain.allSatisfy { $0.measures.requests == 2 })
    #expect(facts.plain.allSatisfy { $0.measures.quantities.input == 3 })
  }

  @Test func `the money of a day and its dimensions is summed over all users`() {
    let facts = Facts(of: [
      CubeRow(day: 1, user: "ann", cost: usd(1)), CubeRow(day: 1, user: "bob", cost: usd(2)),
      CubeRow(day: 2, user: "ann", cost: usd(4)), CubeRow(day: 1, tier: "q", cost: usd(8)),
    ])
    #expect(facts.byDayAndDimensions.map(\.day.number) == [1, 1, 2])
    #expect(
      facts.byDayAndDimensions.map(\.totals.vendorCost.attodollars) == [usd(3), usd(8), usd(4)])
  }
}

@Suite struct FactsOverflowTests {
  /// 9,223,372,036,854,775,807 is the largest sum.
  @Test(arguments: [(0, false), (1, true)] as [(Int64, Bool)])
  func `a sum that leaves its range is reported, within a worker and between workers`(
    more: Int64, overflows: Bool
  ) {
    let rows = [CubeRow(input: .max), CubeRow(input: more)]
    #expect(Facts(of: rows).hasOverflowed == overflows)
    #expect(merged(rows).hasOverflowed == overflows)
  }

  /// Credits are summed at twice the width, so any number of rows fits: 9,223,372,036,854,775,807 twice.
  @Test func `a sum of credits may leave the range of the credits of one row`() {
    let facts = Facts(of: [CubeRow(recordedCredits: .max), CubeRow(recordedCredits: .max)])
    #expect(!facts.hasOverflowed)
    #expect(facts.plain.map(\.measures.recordedCredits) == [18_446_744_073_709_551_614])
  }

  /// 10¹¹ USD is the most that all requests together may cost, or earn at $0.01 a credit.
  @Test(arguments: [(0, false), (1, true)] as [(Int128, Bool)])
  func `a total above 10¹¹ USD is reported, and no money is summed`(more: Int128, overflows: Bool) {
    let facts = Facts(of: [CubeRow(day: 1, cost: usd(100_000_000_000)), CubeRow(cost: more)])
    #expect(facts.hasOverflowed == overflows)
    #expect(facts.byDayAndDimensions.isEmpty == overflows)
    let earned = Facts(of: [
      CubeRow(credits: credits(9_000_000_000_000)),
      CubeRow(user: "bob", credits: credits(1_000_000_000_000) + Int64(more)),
    ])
    #expect(earned.hasOverflowed == overflows)
  }

  /// Ten rows of 10¹⁸, of which one is taken out again: 9 × 10¹⁸ fits, 10¹⁹ would not.
  ///
  /// How the rows fall to workers depends on the number of threads, so it must not show.
  @Test func `whether a sum overflows does not depend on how rows fall to workers`() {
    let row = CubeRow(recordedCredits: 1_000_000_000_000_000_000)
    var alone = Worker()
    alone.add(Array(repeating: row, count: 10))
    alone.add([row], sign: -1)
    var first = Worker()
    first.add(Array(repeating: row, count: 5))
    first.add([row], sign: -1)
    var second = Worker()
    second.add(Array(repeating: row, count: 5))
    #expect(Facts([alone]).plain == Facts([first, second]).plain)
    #expect(Facts([alone]).hasOverflowed == Facts([first, second]).hasOverflowed)
  }

  /// The facts of one worker for each row.
  private func merged(_ rows: [CubeRow]) -> Facts {
    Facts(
      rows.map { row in
        var worker = Worker()
        worker.add([row])
        return worker
      })
  }
}

/// Facts are packed into few bytes; what does not fit is kept apart.
@Suite struct PackedFactsTests {
  /// 16 bits count to 32,767.
  @Test func `a fact may have any number of mismatches and of negative margins`() {
    let row = CubeRow(cost: usd(1), costClass: .mismatch, isNegative: true)
    var worker = Worker()
    worker.add(Array(repeating: row, count: 40_000))
    let measures = Facts([worker]).plain.map(\.measures)
    #expect(measures.map(\.requests) == [40_000])
    #expect(measures.map(\.mismatched) == [40_000])
    #expect(measures.map(\.negativeMargin) == [40_000])
    #expect(measures.map(\.notionalCost) == [usd(40_000)])
    var other = Worker()
    other.add(Array(repeating: row, count: 40_000), sign: -1)
    #expect(Facts([worker, other]).plain.isEmpty)
  }

  /// 32 bits count to 2,147,483,647: one row less than that, with it, or above it at once.
  @Test(
    arguments: [
      ([2_147_483_647, 1], 2_147_483_648), ([1, 2_147_483_647], 2_147_483_648),
      ([5_000_000_000, 7], 5_000_000_007), ([7, 5_000_000_000, 7], 5_000_000_014),
    ] as [([Int64], Int64)])
  func `a fact may have any number of tokens`(inputs: [Int64], sum: Int64) {
    let rows = inputs.map { CubeRow(input: $0, cost: usd(1), recordedCost: usd(1)) }
    #expect(Facts(of: rows).plain.map(\.measures.quantities.input) == [sum])
    let workers = rows.map { row in
      var worker = Worker()
      worker.add([row])
      return worker
    }
    #expect(Facts(workers).plain == Facts(of: rows).plain)
  }

  /// 64 bits count to 9.22 USD in attodollars.
  @Test(arguments: [nil, 0, usd(30), usd(1_000)])
  func `what was recorded may differ from the cost by any amount`(recorded: Int128?) {
    let facts = Facts(of: [
      CubeRow(cost: usd(5), recordedCost: usd(5)), CubeRow(cost: usd(20), recordedCost: recorded),
    ])
    #expect(facts.plain.map(\.measures.notionalCost) == [usd(25)])
    #expect(facts.plain.map(\.measures.recordedCost) == [usd(5) + (recorded ?? 0)])
    #expect(facts.recordedCost == Money(attodollars: usd(5) + (recorded ?? 0)))
  }
}

extension PackedFactsTests {
  /// The difference is −2⁶³ attodollars, which has no opposite in 64 bits: found by a critic, who saw it added twice.
  @Test(arguments: [0, 9_223_372_036_854_775_807, 9_223_372_036_854_775_808] as [Int128])
  func `a row is removed again whatever its cost differs by`(recorded: Int128) {
    for (cost, recorded) in [(9_223_372_036_854_775_808, recorded), (recorded, 0)] {
      let row = CubeRow(cost: cost, recordedCost: recorded)
      var worker = Worker()
      worker.add([row, row])
      var other = Worker()
      other.add([row], sign: -1)
      let facts = Facts([worker, other]).plain
      #expect(facts == Facts(of: [row]).plain)
      #expect(facts.map(\.measures.recordedCost) == [recorded])
    }
  }
}

@Suite struct FactsLaws {
  @Test func `facts of parts merge to the facts of the whole, in any split and order`() {
    var dice = Dice(seed: 13)
    for parts in 1...6 {
      let rows = (0..<300).map { _ in dice.row() }
      let whole = Facts(of: rows)
      var workers = [Worker](repeating: Worker(), count: parts)
      for row in rows.shuffled(using: &dice) {
        workers[Int.random(in: 0..<parts, using: &dice)].add([row])
      }
      let merged = Facts(workers.shuffled(using: &dice))
      #expect(merged.plain == whole.plain)
      #expect(merged.dimensions == whole.dimensions)
      #expect(merged.users == whole.users)
      #expect(merged.byDayAndDimensions.map(\.totals) == whole.byDayAndDimensions.map(\.totals))
    }
  }

  @Test func `rows that are added and removed again leave nothing`() {
    var dice = Dice(seed: 14)
    let kept = (0..<100).map { _ in dice.row() }
    let fleeting = (0..<100).map { _ in dice.row() }
    var worker = Worker()
    worker.add(kept + fleeting)
    worker.add(fleeting.shuffled(using: &dice), sign: -1)
    #expect(Facts([worker]).plain == Facts(of: kept).plain)
    worker.add(kept, sign: -1)
    #expect(Facts([worker]).plain.isEmpty)
  }

  @Test func `what is removed while workers are merged is as if it had never been added`() throws {
    var dice = Dice(seed: 16)
    for parts in 1...4 {
      let kept = (0..<200).map { _ in dice.row() }
      let fleeting = (0..<200).map { _ in dice.row() }
      var workers = [Worker](repeating: Worker(), count: parts)
      for row in (kept + fleeting).shuffled(using: &dice) {
        workers[Int.random(in: 0..<parts, using: &dice)].add([row])
      }
      var taker = Worker()
      taker.add(fleeting.shuffled(using: &dice), sign: -1)
      var merge = FactMerge(of: workers.map { ($0.table, $0.users) })
      let facts = try #require(
        Facts(merging: &merge, takingOut: (taker.table, taker.users)))
      let others = Facts(of: kept)
      #expect(facts.plain == others.plain)
      #expect(facts.byDayAndDimensions.map(\.totals) == others.byDayAndDimensions.map(\.totals))
    }
  }

  @Test func `what was not collected cannot be taken out`() {
    var dice = Dice(seed: 17)
    let rows = (0..<40).map { _ in dice.row() }
    var (stranger, later) = (rows[0], rows[0])
    stranger.user = "stranger"
    later.day += 4_000
    let once = rows.filter { $0.user == rows[0].user && $0.account == rows[0].account }
    for taken in [[stranger], [later], once + once] {
      var worker = Worker()
      worker.add(rows)
      var taker = Worker()
      taker.add(taken, sign: -1)
      var merge = FactMerge(of: [(worker.table, worker.users)])
      #expect(Facts(merging: &merge, takingOut: (taker.table, taker.users)) == nil)
    }
  }

  @Test func `a fact is the sum of its rows`() {
    var dice = Dice(seed: 15)
    let rows = (0..<300).map { _ in dice.row() }
    let groups = Dictionary(grouping: rows) { row in
      [Name("\(row.day)")] + row.dimensions.cells + [row.account, row.user]
        + [Name("\(row.isFree) \(row.target?.description ?? "none")")]
    }
    let facts = Facts(of: rows)
    #expect(facts.rows.count == groups.count)
    for fact in facts.plain {
      let terms = fact.dimensions.terms
      let key =
        [Name("\(fact.day)")] + fact.dimensions.cells + [fact.user.account, fact.user.user]
        + [Name("\(terms.isFree) \(terms.targetMargin?.description ?? "none")")]
      let group = groups[key] ?? []
      let rated = group.filter { $0.cost != nil }
      #expect(fact.measures.requests == Int64(group.count))
      #expect(fact.measures.quantities.input == group.map(\.input).reduce(0, +))
      #expect(fact.measures.quantities.images == group.map(\.images).reduce(0, +))
      #expect(fact.measures.notionalCost == rated.compactMap(\.cost).reduce(0, +))
      #expect(fact.measures.credits == rated.map { Int128($0.credits) }.reduce(0, +))
      #expect(fact.measures.recordedCost == group.compactMap(\.recordedCost).reduce(0, +))
      #expect(
        fact.measures.recordedCredits
          == group.compactMap { $0.recordedCredits.map { Int128($0) } }.reduce(0, +))
      #expect(fact.measures.negativeMargin == Int64(rated.count(where: \.isNegative)))
      #expect(fact.measures.unpriced == Int64(group.count - rated.count))
    }
  }
}
