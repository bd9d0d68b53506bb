import Ledger
import Rating
import Reconciliation
import Support
import Testing

@Suite struct ReconciliationTotalsTests {
  /// Six rows that fall into all five classes, with a tolerance of $0.01.
  private static let rows = [
    // Matched at 8 decimals; the sums hold the rounded $1.00000000 and $1.00000000.
    LedgerRow(
      recordedCost: usd(1) + 4_000_000_000, recordedCredits: 100, cost: usd(1) + 3_000_000_000,
      credits: 100),
    LedgerRow(
      recordedCost: usd(2), recordedCredits: 300, cost: usd(3, per: 2), credits: 150),
    LedgerRow(
      recordedCost: usd(101, per: 100), recordedCredits: 90, cost: usd(1), credits: 100),
    LedgerRow(cost: usd(3), credits: 400),
    LedgerRow(recordedCost: usd(7), recordedCredits: 700, cost: nil),
    // Our cost of an own key is 0, not the notional $5.
    LedgerRow(
      isBYOK: true, recordedCost: 0, recordedCredits: 50, cost: usd(5), credits: 50),
  ]

  @Test(
    arguments: [
      (.matched, 2, usd(1), usd(1), 0),
      (.rounding, 1, usd(101, per: 100), usd(1), usd(1, per: 100)),
      (.mismatch, 1, usd(2), usd(3, per: 2), usd(1, per: 2)),
      (.notRecorded, 1, 0, usd(3), 0),
      (.unpriced, 1, usd(7), 0, 0),
    ] as [(ComparisonClass, Int64, Int128, Int128, Int128)])
  func `costs are summed by class at the ledger's scale`(
    comparison: ComparisonClass, requests: Int64, recorded: Int128, expected: Int128,
    difference: Int128
  ) throws {
    let sums = try totals()[cost: comparison]
    #expect(sums.requests == requests)
    #expect(sums.recorded == recorded)
    #expect(sums.expected == expected)
    #expect(sums.difference == difference)
  }

  @Test(
    arguments: [
      (.matched, 2, 150, 150, 0), (.rounding, 0, 0, 0, 0), (.mismatch, 2, 390, 250, 140),
      (.notRecorded, 1, 0, 400, 0), (.unpriced, 1, 700, 0, 0),
    ] as [(ComparisonClass, Int64, Int128, Int128, Int128)])
  func `credits are summed by class`(
    comparison: ComparisonClass, requests: Int64, recorded: Int128, expected: Int128,
    difference: Int128
  ) throws {
    let sums = try totals()[credits: comparison]
    #expect(sums.requests == requests)
    #expect(sums.recorded == recorded)
    #expect(sums.expected == expected)
    #expect(sums.difference == difference)
  }

  /// 300 for 150 is 150 too many, 90 for 100 is 10 too few.
  @Test func `overcharged and undercharged credits do not cancel out`() throws {
    #expect(try totals().overcharged == 150)
    #expect(try totals().undercharged == 10)
  }

  /// Of six failed requests one is with a customer's own key, one used nothing, one has no price and one was charged.
  @Test func `failed requests that cost something are counted`() throws {
    let rows = [
      LedgerRow(status: .failed, recordedCost: usd(2), recordedCredits: 0, cost: usd(2)),
      // Below the scale at which costs are compared.
      LedgerRow(status: .failed, cost: 1),
      LedgerRow(status: .failed, isBYOK: true, cost: usd(5)),
      LedgerRow(status: .failed, recordedCost: 0, recordedCredits: 0, cost: 0),
      LedgerRow(status: .failed, cost: nil), LedgerRow(cost: usd(3)),
      LedgerRow(status: .failed, recordedCredits: 7, cost: usd(2)),
    ]
    var totals = ReconciliationTotals()
    try ReconciledRows(rows).total(into: &totals)
    #expect(totals.costlyFailures == 2)
    #expect(totals.silentFailures.requests == 2 && totals.silentFailures.costly == 1)
  }

  private func totals() throws -> ReconciliationTotals {
    var totals = ReconciliationTotals()
    try ReconciledRows(Self.rows, tolerance: usd(1, per: 100)).total(into: &totals)
    return totals
  }
}

@Suite struct ReconciliationTotalsLaws {
  @Test func `totals of parts add up to those of the whole, in any split and order`() throws {
    var dice = Dice(seed: 6)
    let desk = try randomDesk(&dice, count: 200)
    var whole = ReconciliationTotals()
    desk.total(into: &whole)
    for parts in 1...6 {
      var split = [ReconciliationTotals](repeating: ReconciliationTotals(), count: parts)
      for index in desk.records.indices.shuffled(using: &dice) {
        let part = Int.random(in: 0..<parts, using: &dice)
        desk.total([index], into: &split[part])
      }
      var sum = ReconciliationTotals()
      for part in split.shuffled(using: &dice) { sum.add(part) }
      #expect(sum == whole)
    }
  }

  @Test func `rows removed again leave nothing`() throws {
    var dice = Dice(seed: 7)
    let desk = try randomDesk(&dice, count: 200)
    var totals = ReconciliationTotals()
    desk.total(into: &totals)
    #expect(totals != ReconciliationTotals())
    desk.total(desk.records.indices.shuffled(using: &dice), into: &totals, sign: -1)
    #expect(totals == ReconciliationTotals())
  }

  @Test func `every request is in one class of cost and one of credits`() throws {
    var dice = Dice(seed: 8)
    let desk = try randomDesk(&dice, count: 200)
    var totals = ReconciliationTotals()
    desk.total(into: &totals)
    #expect(ComparisonClass.allCases.map { totals[cost: $0].requests }.reduce(0, +) == 200)
    #expect(ComparisonClass.allCases.map { totals[credits: $0].requests }.reduce(0, +) == 200)
    #expect(ComparisonClass.allCases.allSatisfy { totals[cost: $0].requests > 0 })
    let mismatch = totals[credits: .mismatch]
    #expect(totals.overcharged - totals.undercharged == mismatch.difference)
  }

  /// Amounts of a few units, so that all classes occur.
  private func randomDesk(_ dice: inout Dice, count: Int) throws -> ReconciledRows {
    func amount(_ dice: inout Dice) -> Int128 { usd(Int128.random(in: 0...3, using: &dice)) }
    let rows = (0..<count).map { _ in
      LedgerRow(
        status: Int.random(in: 0..<5, using: &dice) == 0 ? .failed : .completed,
        isBYOK: Int.random(in: 0..<5, using: &dice) == 0,
        recordedCost: Bool.random(using: &dice) ? amount(&dice) : nil,
        recordedCredits: Bool.random(using: &dice) ? Int64.random(in: 0...3, using: &dice) : nil,
        cost: Int.random(in: 0..<5, using: &dice) == 0 ? nil : amount(&dice),
        credits: Int64.random(in: 0...3, using: &dice))
    }
    return try ReconciledRows(rows, tolerance: usd(1))
  }
}
