import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// The order of the findings, those that are shown, and what they say of parts of their rows.
struct AttentionOrderTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  /// Nobody knows what the requests of three tiers without a plan are worth.
  @Test func `what is not known leads, and is shown however little room there is`() throws {
    let facts = ["b", "a", "c"].map { FactRow(tier: $0, cost: nil) } + [FactRow(isBYOK: true)]
    let exceptions = try facts.prefix(3).enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).exception(.unknownTier)
    }
    let found = overview(try Inputs.of(facts, exceptions: exceptions)).attention
    #expect(found.map(\.kind) == [.unknownTier, .unknownTier, .unknownTier, .ownKeys])
    #expect(found.prefix(3).map(\.key) == ["a", "b", "c"])
    #expect(Attention.shown(of: found, atMost: 1).shown == found)
    #expect(
      Attention.shown(of: found, atMost: 1, most: 3).shown
        == [found[0], found[1], found[3]])
    #expect(Attention.shown(of: found, atMost: 1, most: 3).rest == [found[2]])
    #expect(Attention.order(of: found) == "missing figures first, then largest amounts")
  }

  /// 0.30, 0.20 and 0.10 USD too much, and a tier without a plan: of three places one is for what is not known.
  @Test func `small amounts make room for what is not known`() throws {
    let facts =
      ["c", "b", "a"].map { FactRow(tier: $0, isBYOK: true, cost: $0 == "c" ? "3" : "1") }
    let found = overview(try Inputs.of(facts)).attention
    #expect(Attention.shown(of: found, atMost: 3).rest.isEmpty)
    let unpriced = FactRow(tier: "x", cost: nil)
    let exception = try ListedRow(line: 2, id: "r", fact: unpriced).exception(.unknownTier)
    let all = overview(
      try Inputs.of(
        facts + [
          FactRow(tier: "free", isFree: true, cost: "5"), FactRow(status: .failed, cost: "2"),
          unpriced,
        ],
        exceptions: [exception])
    ).attention
    #expect(all.map(\.kind) == [.unknownTier, .freeUse, .ownKeys, .uncharged])
    let (shown, rest) = Attention.shown(of: all, atMost: 3)
    #expect(shown.map(\.kind) == [.unknownTier, .freeUse, .ownKeys])
    #expect(rest.map(\.kind) == [.uncharged])
  }

  /// 5 USD of cost are known, and nothing of the unpriced request: its recorded cost is no vendor cost.
  @Test func `requests without a price lead, even where their recorded cost is known`() throws {
    let unpriced = FactRow(cost: nil, recordedCost: ("1", .unpriced))
    let exception = try ListedRow(line: 2, id: "r", fact: unpriced).exception(.unpriced)
    let found = overview(
      try Inputs.of(
        [FactRow(tier: "free", isFree: true, cost: "5"), unpriced], exceptions: [exception])
    ).attention
    #expect(found.first?.kind == .unpriced && found.contains { $0.kind == .freeUse })
  }

  /// No request has a price: no figure is known, so this precedes all.
  @Test func `missing prices precede all where no request has one`() throws {
    let fact = FactRow(tier: "free", isFree: true, cost: nil)
    let exception = try ListedRow(line: 2, id: "r", fact: fact).exception(.unpriced)
    let found = overview(try Inputs.of([fact], exceptions: [exception])).attention
    #expect(found.first?.kind == .unpriced)
    #expect(Attention.order(of: found) == "missing figures first, then largest amounts")
  }

  /// A gateway records 0 where it knows no price; of three requests one has a recorded cost of 2 USD.
  @Test(
    arguments: [
      (
        ["0", "0"], nil,
        " They record a cost of 0, which may mean that the exporter did not know the price."
      ),
      (
        ["0"], nil,
        " It records a cost of 0, which may mean that the exporter did not know the price."
      ),
      (
        ["0", "2", "0"], "2",
        " 1 of them has a recorded cost. 2 of them record a cost of 0, which may mean that the exporter "
          + "did not know the price."
      ),
    ] as [([Name], Name?, String)])
  func `a recorded cost of 0 is no known cost of a request without a price`(
    recorded: [Name], amount: Name?, words: String
  ) throws {
    let facts = recorded.map { FactRow(model: "m", cost: nil, recordedCost: ($0, .unpriced)) }
    let exceptions = try facts.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).exception(.unpriced)
    }
    var counts = RowCounts()
    counts.unpriced = Int64(facts.count)
    let found = overview(try Inputs.of(facts, counts: counts, exceptions: exceptions)).attention
    let unpriced = try #require(found.first { $0.kind == .unpriced })
    #expect(unpriced.amount == (try amount.map(usd)))
    #expect(unpriced.detail == "m (\(facts.count))." + words)
  }

  /// One request of a paid tier was charged nothing, one too little.
  @Test func `requests without a charge are named among those that earned less than they cost`()
    throws
  {
    let facts = [FactRow(), FactRow(recordedCredits: ("3", .mismatch))]
    let rows = try facts.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).negativeMargin()
    }
    let found = overview(try Inputs.of(facts, negativeMargins: rows)).attention
    #expect(
      found.first { $0.kind == .negativeMargin }?.sentence
        == "2 paid-tier requests earned less than they cost; 1 had no charge.")
  }

  @Test func `rows of a run with a period that could not be read are of the whole ledger`() throws {
    var counts = RowCounts()
    (counts.rejected, counts.outsidePeriod) = (2, 1)
    let input = try Inputs.of([FactRow()], counts: counts)
    #expect(
      overview(input).attention.first { $0.kind == .rejects }?.text
        == "Assay could not read 2 rows of the whole ledger. They may be of any period. "
        + "rejects.csv gives the reason for each row. Assay cannot estimate "
        + "their cost; the file has any cost that they record.")
    #expect(
      overview(input).headline.coverageNote
        == "Assay could not read 2 rows of the whole ledger; all figures exclude them.")
  }
}
