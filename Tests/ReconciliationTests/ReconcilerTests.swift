import Ledger
import Rating
import Reconciliation
import Support
import Testing

@Suite struct CostComparisonTests {
  /// 10⁻⁹ USD: one tenth of the last place at 8 decimals.
  private static let nano = usd(1, per: 1_000_000_000)

  /// Both sides are rounded half-up at 8 decimals, then held against a tolerance in 10⁻⁹ USD.
  @Test(
    arguments: [
      (nil, 7 * nano, 0, .notRecorded),
      (0, 0, 0, .matched),
      (10 * nano, 10 * nano, 0, .matched),
      (10 * nano, 5 * nano, 0, .matched),
      (0, 5 * nano - 1, 0, .matched),
      (10 * nano, 5 * nano - 1, 0, .mismatch),
      (5 * nano, 10 * nano, 0, .matched),
      (15 * nano - 1, 5 * nano, 0, .matched),
      // Half-even would make these 2 and 4 in the last place, half-up makes them 3 and 4.
      (30 * nano, 25 * nano, 0, .matched), (20 * nano, 25 * nano, 0, .mismatch),
      (40 * nano, 35 * nano, 0, .matched),
      // The same above $9.22, where attodollars leave 64 bits.
      (usd(100) + 10 * nano, usd(100) + 5 * nano, 0, .matched),
      (usd(100), usd(100) + 5 * nano - 1, 0, .matched),
      // 10 apart after rounding, 2 × 10⁻¹⁸ apart before.
      (5 * nano, 5 * nano - 2, 9 * nano, .mismatch),
      (5 * nano, 5 * nano - 2, 10 * nano, .rounding),
      (120 * nano, 100 * nano, 19 * nano, .mismatch),
      (120 * nano, 100 * nano, 20 * nano, .rounding),
      (100 * nano, 120 * nano, 20 * nano, .rounding),
      (100 * nano, 100 * nano, 20 * nano, .matched),
      (0, usd(1), 20 * nano, .mismatch),
    ] as [(Int128?, Int128, Int128, ComparisonClass)])
  func `costs are compared at the ledger's scale, half-up, within the tolerance`(
    recorded: Int128?, expected: Int128, tolerance: Int128, comparison: ComparisonClass
  ) throws {
    let desk = try ReconciledRows(
      [LedgerRow(recordedCost: recorded, cost: expected)], tolerance: tolerance)
    #expect(desk.outcomes.map(\.cost) == [comparison])
    #expect(desk.outcomes.map(\.recordedCost?.attodollars) == [recorded])
  }

  @Test(
    arguments: [
      (0, usd(2), usd(3, per: 2), .matched), (0, usd(1), usd(3, per: 2), .mismatch),
      (2, usd(1), usd(1_005, per: 1_000), .mismatch),
      (2, usd(1), usd(1_004, per: 1_000), .matched),
      (17, 20, 19, .matched), (17, 20, 14, .mismatch), (18, 20, 19, .mismatch),
      (18, 20, 20, .matched),
    ] as [(Int, Int128, Int128, ComparisonClass)])
  func `the ledger's scale is a setting from 0 to 18 decimals`(
    decimals: Int, recorded: Int128, expected: Int128, comparison: ComparisonClass
  ) throws {
    let desk = try ReconciledRows(
      [LedgerRow(recordedCost: recorded, cost: expected)], decimals: decimals)
    #expect(desk.outcomes.map(\.cost) == [comparison])
  }

  @Test(
    arguments: [
      (0, .matched), (usd(1), .mismatch), (nil, .notRecorded),
      (usd(4, per: 1_000_000_000), .matched),
    ] as [(Int128?, ComparisonClass)])
  func `the cost of a request with the customer's own key is compared with 0`(
    recorded: Int128?, comparison: ComparisonClass
  ) throws {
    let desk = try ReconciledRows([LedgerRow(isBYOK: true, recordedCost: recorded, cost: usd(1))])
    #expect(desk.outcomes.map(\.cost) == [comparison])
  }

  @Test(
    arguments: [
      (100_000, .matched), (100_001, .mismatch), (99_999, .mismatch), (0, .mismatch),
      (nil, .notRecorded),
    ] as [(Int64?, ComparisonClass)])
  func `credits are compared exactly, whatever the tolerance of costs`(
    recorded: Int64?, comparison: ComparisonClass
  ) throws {
    let row = LedgerRow(recordedCredits: recorded, credits: 100_000)
    let desk = try ReconciledRows([row], decimals: 0, tolerance: usd(1))
    #expect(desk.outcomes.map(\.credits) == [comparison])
  }

  @Test func `an unpriced request compares with nothing but keeps what was recorded`() throws {
    let desk = try ReconciledRows([LedgerRow(recordedCost: usd(3), recordedCredits: 5, cost: nil)])
    #expect(desk.outcomes.map(\.cost) == [.unpriced])
    #expect(desk.outcomes.map(\.credits) == [.unpriced])
    #expect(desk.outcomes.map(\.recordedCost) == [Money(attodollars: usd(3))])
  }

  @Test func `there is one outcome for each record, in order, and none left from before`() throws {
    let desk = try ReconciledRows([
      LedgerRow(recordedCost: usd(1), cost: usd(1)), LedgerRow(recordedCost: usd(2)),
      LedgerRow(model: "gpt-6"),
    ])
    #expect(desk.outcomes.map(\.cost) == [.matched, .mismatch, .notRecorded])
    var outcomes = desk.outcomes
    desk.reconciler.compare([], [], by: desk.rater, into: &outcomes)
    #expect(outcomes.isEmpty)
  }
}

@Suite struct NegativeMarginTests {
  /// A request that cost $0.0250000001 earns less with 2.5 credits of $0.01, and not with 2.500001.
  private static let costly = LedgerRow(
    cost: usd(250_000_001, per: 10_000_000_000), credits: 2_500_000)

  @Test func `a paying customer's request that earned less than it cost has one`() throws {
    #expect(try isNegative(Self.costly))
  }

  @Test func `earning what it cost is not less`() throws {
    var row = Self.costly
    row.cost = usd(25, per: 1_000)
    #expect(try !isNegative(row))
    row.cost = usd(25, per: 1_000) + 1
    #expect(try isNegative(row))
  }

  @Test(arguments: [(2_500_001, false), (2_499_999, true), (0, true)] as [(Int64, Bool)])
  func `what was deducted counts before what was computed`(
    recorded: Int64, expected: Bool
  ) throws {
    var row = Self.costly
    row.recordedCredits = recorded
    #expect(try isNegative(row) == expected)
  }

  @Test func `a free tier, an own key, a failed or an unpriced request has none`() throws {
    var rows = Array(repeating: Self.costly, count: 4)
    rows[0].tier = "free"
    rows[1].isBYOK = true
    rows[2].status = .failed
    rows[3].cost = nil
    #expect(
      try ReconciledRows(rows).outcomes.map(\.hasNegativeMargin) == [false, false, false, false])
  }

  @Test(arguments: [RequestStatus.partial, .cancelled])
  func `a request whose status is charged may have one`(status: RequestStatus) throws {
    var row = Self.costly
    row.status = status
    #expect(try isNegative(row))
  }

  @Test func `a tier without a plan is a paying one`() throws {
    var row = Self.costly
    row.tier = "unheard-of"
    #expect(try isNegative(row))
  }

  private func isNegative(_ row: LedgerRow) throws -> Bool {
    try ReconciledRows([row]).outcomes.contains { $0.hasNegativeMargin }
  }
}
