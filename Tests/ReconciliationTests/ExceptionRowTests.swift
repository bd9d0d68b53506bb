import Ledger
import Rating
import Reconciliation
import Support
import Testing

@Suite struct ExceptionRowTests {
  /// A line for each class of cost and in it each class of credits.
  @Test func `a mismatch of cost, of credits or of both is a kind of its own`() {
    let known: [ComparisonClass] = [.matched, .rounding, .mismatch, .notRecorded]
    let expected: [[ExceptionRow.Kind?]] = [
      [nil, nil, .creditsMismatch, nil], [nil, nil, .creditsMismatch, nil],
      [.costMismatch, .costMismatch, .costAndCreditsMismatch, .costMismatch],
      [nil, nil, .creditsMismatch, nil],
    ]
    for (cost, kinds) in zip(known, expected) {
      for (credits, kind) in zip(known, kinds) {
        #expect(ExceptionRow.kind(of: outcome(cost, credits)) == kind, "\(cost) and \(credits)")
      }
    }
  }

  @Test func `an unpriced request is listed as that`() {
    #expect(ExceptionRow.kind(of: outcome(.unpriced, .unpriced)) == .unpriced)
  }

  @Test func `the kinds have the words of the file`() {
    #expect(
      ExceptionRow.Kind.allCases.map(\.name) == [
        "cost_mismatch", "credits_mismatch", "cost_and_credits_mismatch", "unpriced",
        "duplicate", "conflict", "unknown_tier",
      ])
  }

  /// $1.000000015 and $1.000000004 at 8 decimals are $1.00000002 and $1.
  @Test func `costs are shown at the ledger's scale, differences too`() throws {
    let row = try exception(
      LedgerRow(
        recordedCost: usd(1) + 15_000_000_000, recordedCredits: 90, cost: usd(1) + 4_000_000_000,
        credits: 100))
    #expect(row.recordedCost == Money(attodollars: usd(1) + 20_000_000_000))
    #expect(row.expectedCost == Money(attodollars: usd(1)))
    #expect(row.costDifference == Money(attodollars: 20_000_000_000))
    #expect(row.recordedCredits == Credits(microcredits: 90))
    #expect(row.expectedCredits == Credits(microcredits: 100))
    #expect(row.creditsDifference == Credits(microcredits: -10))
  }

  @Test func `what is not known is blank, and so is its difference`() throws {
    let row = try exception(LedgerRow(cost: usd(1), credits: 7))
    #expect(row.recordedCost == nil && row.costDifference == nil)
    #expect(row.recordedCredits == nil && row.creditsDifference == nil)
    #expect(row.expectedCost == Money(attodollars: usd(1)))
    #expect(row.expectedCredits == Credits(microcredits: 7))
  }

  @Test func `an own key is expected to cost us nothing`() throws {
    let row = try exception(LedgerRow(isBYOK: true, recordedCost: usd(1), cost: usd(1)))
    #expect(row.expectedCost == .zero)
    #expect(row.costDifference == Money(attodollars: usd(1)))
  }

  @Test func `an unpriced row expects nothing and says why`() throws {
    let row = try exception(LedgerRow(recordedCost: usd(1), recordedCredits: 3, cost: nil))
    #expect(row.expectedCost == nil && row.expectedCredits == nil)
    #expect(row.costDifference == nil && row.creditsDifference == nil)
    #expect(row.recordedCost == Money(attodollars: usd(1)))
    #expect(row.reason == .unknownModel)
  }

  @Test func `a line has the ledger's own texts and the model after aliases`() throws {
    let row = try exception(LedgerRow(tier: "team", model: "gpt-6"))
    #expect(row.requestID == "req-1")
    #expect(row.startedAt == "1970-01-06T00:00:00Z")
    #expect(row.user == "ann")
    #expect((row.tier, row.provider, row.model) == ("team", "openai", "gpt-6"))
    #expect(row.evidence.isEmpty)
  }

  @Test func `a repeated row has its evidence and expects nothing`() throws {
    let desk = try ReconciledRows([
      LedgerRow(recordedCost: usd(1), recordedCredits: 3, cost: usd(1))
    ])
    let row = ExceptionRow(
      repeated: .conflict, at: place(0), record: try #require(desk.records.first), user: Self.ann,
      card: try #require(desk.rater.cards.first), outcome: try #require(desk.outcomes.first),
      scale: desk.reconciler.scale, evidence: "ledger/a.csv:2 output_tokens")
    #expect(row.kind == .conflict)
    #expect(row.expectedCost == nil && row.expectedCredits == nil)
    #expect(row.recordedCost == Money(attodollars: usd(1)))
    #expect(row.recordedCredits == Credits(microcredits: 3))
    #expect(row.evidence == "ledger/a.csv:2 output_tokens")
  }

  @Test func `places are in the order of slice, piece and byte`() {
    let places: [(Int32, Int32, Int64)] = [(0, 0, 5), (0, 1, 0), (0, 1, 9), (1, 0, 0), (1, 0, 1)]
    let sorted = places.map { RowLocation(slice: $0, piece: $1, offset: $2, line: 0) }
    var dice = Dice(seed: 9)
    #expect(sorted.shuffled(using: &dice).sorted() == sorted)
  }

  private static let ann = UserKey(account: "acme", user: "ann")

  private func exception(_ row: LedgerRow) throws -> ExceptionRow {
    let desk = try ReconciledRows([row])
    return ExceptionRow(
      ExceptionRow.Draft(
        .unknownTier, at: place(0), record: try #require(desk.records.first), user: Self.ann,
        card: try #require(desk.rater.cards.first), rated: try #require(desk.rated.first),
        outcome: try #require(desk.outcomes.first), scale: desk.reconciler.scale))
  }

  private func outcome(_ cost: ComparisonClass, _ credits: ComparisonClass) -> ComparisonOutcome {
    ComparisonOutcome(
      cost: cost, credits: credits, recordedCost: nil, hasNegativeMargin: false)
  }

  private func place(_ offset: Int64) -> RowLocation {
    RowLocation(slice: 0, piece: 0, offset: offset, line: 0)
  }
}

@Suite struct NegativeMarginRowTests {
  /// 2 credits of $0.01 earn $0.02; the request cost $0.05.
  @Test(arguments: [(nil, 2_000_000), (3_000_000, 3_000_000)] as [(Int64?, Int64)])
  func `credits, revenue and margin are those deducted, else those computed`(
    recorded: Int64?, deducted: Int64
  ) throws {
    let desk = try ReconciledRows([
      LedgerRow(recordedCredits: recorded, cost: usd(5, per: 100), credits: 2_000_000)
    ])
    let row = NegativeMarginRow(
      at: RowLocation(slice: 0, piece: 0, offset: 0, line: 0),
      record: try #require(desk.records.first), user: UserKey(account: "acme", user: "ann"),
      card: try #require(desk.rater.cards.first), rated: try #require(desk.rated.first))
    let revenue = usd(Int128(deducted / 1_000_000), per: 100)
    #expect(row.credits == Credits(microcredits: deducted))
    #expect(row.revenue == Money(attodollars: revenue))
    #expect(row.vendorCost == Money(attodollars: usd(5, per: 100)))
    #expect(row.margin == Money(attodollars: revenue - usd(5, per: 100)))
  }
}
