import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// Findings and figures of which a part is not known.
struct UnknownPartTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  /// Of four failed requests two record no charge, one records 5 credits and one nothing.
  @Test func `where nothing is sold, only the cost of unpriced requests is not known`() throws {
    let input = try Inputs.of([FactRow(basis: .notSold, cost: nil)])
    #expect(
      overview(input).headline.coverageNote
        == "None of 1 request has a price, so their cost is not known.")
  }

  @Test func `failed requests without recorded credits are not called uncharged`() throws {
    let silent = FactRow(status: .failed, cost: "0.5")
    let free = FactRow(status: .failed, cost: "3", recordedCredits: ("0", .matched))
    let charged = FactRow(credits: "150", recordedCredits: ("150", .matched))
    func found(_ rows: [FactRow]) throws -> Attention? {
      let input = try Inputs.of(
        rows, materiality: Materiality(usd: try usd("100"), percent: Percent(millionths: 0)))
      return overview(input).attention.first { $0.kind == .uncharged }
    }
    let part = try #require(try found([charged, free, free, silent]))
    #expect(part.amount == (try usd("6")) && part.count == 2)
    #expect(part.sentence == "2 failed requests cost 6.00 USD and were not charged.")
    #expect(
      part.detail == "Your settings charge only for completed, partial and cancelled requests. "
        + "1 more has no recorded credits. The ledger does not show whether it was charged. It cost 0.50 USD."
    )
    let none = try #require(try found([charged, silent, silent]))
    #expect(none.amount == nil && none.count == 2)
    #expect(none.sentence == "2 failed requests have no recorded credits.")
    #expect(
      none.detail == "The ledger does not show whether they were charged. They cost 1.00 USD. "
        + "Your settings charge only for completed, partial and cancelled requests.")
    // A key of the customer's own costs us nothing.
    #expect(try found([charged, FactRow(status: .failed, isBYOK: true)]) == nil)
  }

  /// Of two rejected rows one costs 0.01 USD and the other an unknown amount; each other finding is small.
  @Test func `rejected rows of unknown cost are never below materiality`() throws {
    func reject(_ cost: Name?) throws -> Located<RejectedRow> {
      Located(
        file: "ledger/a.csv", line: 5,
        row: RejectedRow(
          column: "", code: "num.form", message: "", text: [], estimatedCost: try cost.map(usd)))
    }
    var counts = RowCounts()
    (counts.read, counts.rated, counts.rejected) = (4, 2, 2)
    let rows = [
      FactRow(status: .failed, cost: "0.3"), FactRow(tier: "free", isFree: true, cost: "0.4"),
    ]
    func found(_ costs: [Name?]) throws -> Overview {
      overview(
        try Inputs.of(
          rows, counts: counts, rejects: try costs.map(reject),
          materiality: Materiality(usd: try usd("5"), percent: Percent(millionths: 0))))
    }
    let part = try found(["0.01", nil])
    #expect(part.attention.map(\.kind) == [.rejects, .immaterial])
    #expect(part.attention[0].amount == (try usd("0.01")))
    #expect(
      part.attention[0].sentence == "Assay could not read 2 rows; the cost is not known for 1 of 2."
    )
    #expect(
      part.attention[0].detail
        == "All figures exclude them. rejects.csv gives the reason for each row.")
    // The line of small findings is of two.
    #expect(Attention.findings(in: part.attention) == 3)
    #expect(part.headline.coverageNote == "Assay could not read 2 rows; all figures exclude them.")
    let none = try found([nil, nil])
    #expect(none.attention[0].sentence == "Assay could not read 2 rows; all figures exclude them.")
    #expect(
      none.attention[0].detail
        == "rejects.csv gives the reason for each row. Assay cannot estimate "
        + "their cost; the file has any cost that they record.")
    #expect(try found(["0.01", "0.02"]).attention.map(\.kind) == [.immaterial])
  }

  /// Credits are not recorded of one request with a price and of one without.
  @Test func `requests without recorded figures say whether they have a price`() throws {
    let known = FactRow(recordedCost: ("1", .matched), recordedCredits: ("0", .matched))
    let unpriced = FactRow(cost: nil, recordedCost: ("1", .unpriced))
    let view = overview(
      try Inputs.of(
        [known, FactRow(recordedCost: ("1", .matched)), unpriced],
        exceptions: [try ListedRow(line: 2, id: "r", fact: unpriced).exception(.unpriced)]))
    #expect(view.credits.words == "1 matches, 0 differ, 1 with a price not recorded")
    #expect(
      view.unchecked.contains(
        "1 request with a price has no recorded number of credits, so there was nothing to compare."
      ))
  }

  /// Two of three requests of a tier without a plan have a price: 1 USD each.
  @Test func `revenue of a tier without a plan says of how many requests it is`() throws {
    let rows = ["a", "b", nil].map { (id: Name?) in
      FactRow(
        tier: "x", basis: .unlistedTier, cost: id == nil ? nil : "1",
        credits: id == nil ? "0" : "100")
    }
    let exceptions = try rows.enumerated().map { index, row in
      try ListedRow(line: Int64(index + 2), id: "r", fact: row).exception(.unknownTier)
    }
    let found = overview(
      try Inputs.of(
        rows, exceptions: exceptions,
        materiality: Materiality(usd: try usd("100"), percent: Percent(millionths: 0)))
    ).attention
    let tier = try #require(found.first { $0.kind == .unknownTier })
    #expect(tier.amount == (try usd("2")))
    #expect(
      tier.text == "Tier x is rated as paid: plans.csv does not list it. "
        + "3 requests without a target. The amount covers 2 of 3 requests; the others have no price."
    )
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
