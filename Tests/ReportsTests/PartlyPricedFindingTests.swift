import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// Findings of which a part has no price.
struct PartlyPricedFindingTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  /// With "; vendor cost excludes them" the sentence has 76 characters, more than its place.
  @Test func `the number of requests behind a recorded cost is never cut`() throws {
    let rows = [
      FactRow(basis: .notSold, cost: nil, recordedCost: ("0.5", .unpriced)),
      FactRow(basis: .notSold, cost: nil),
    ]
    let exceptions = try rows.enumerated().map {
      try ListedRow(line: Int64($0.offset) + 2, id: "r", fact: $0.element).exception(.unpriced)
    }
    var counts = RowCounts()
    (counts.read, counts.unpriced) = (2, 2)
    let finding = try #require(
      overview(try Inputs.of(rows, counts: counts, exceptions: exceptions)).attention.first)
    #expect(finding.amount == (try usd("0.5")))
    #expect(finding.sentence == "2 requests have no price, 1 with a recorded cost.")
  }

  /// Of three requests without a price one records 0.50 USD.
  @Test(
    arguments: [
      (["0.5", "0", "0"], "3 requests have no price, 2 of which record 0; sums exclude them."),
      (["0.5", nil, "0"], "3 requests have no price, 1 with a recorded cost."),
    ] as [([Name?], String)])
  func `requests without a price are counted by their recorded cost`(
    recorded: [Name?], sentence: String
  ) throws {
    let rows = recorded.map { cost in
      FactRow(model: "m", cost: nil, recordedCost: cost.map { ($0, .unpriced) })
    }
    let exceptions = try rows.enumerated().map {
      try ListedRow(line: Int64($0.offset) + 2, id: "r", fact: $0.element).exception(.unpriced)
    }
    var counts = RowCounts()
    (counts.read, counts.unpriced) = (3, 3)
    let input = try Inputs.of(rows, counts: counts, exceptions: exceptions)
    #expect(try #require(overview(input).attention.first).sentence == sentence)
  }

  /// 0.30 USD of one of two requests may be any amount.
  @Test func `a finding of which a part has no price is never below materiality`() throws {
    let rows = ["0.30", nil].flatMap { cost in
      [
        FactRow(tier: "free", isFree: true, cost: cost), FactRow(isBYOK: true, cost: cost),
        FactRow(status: .failed, cost: cost),
      ]
    }
    let found = overview(
      try Inputs.of(
        rows, materiality: Materiality(usd: try usd("5"), percent: Percent(millionths: 0)))
    ).attention
    #expect(found.map(\.kind) == [.freeUse, .uncharged, .ownKeys])
    for finding in found {
      #expect(finding.amount == (try usd("0.3")) && finding.count == 2)
      #expect(
        finding.detail.hasSuffix("The amount covers 1 of 2 requests; the others have no price."))
    }
  }
}
