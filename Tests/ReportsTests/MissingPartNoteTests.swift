import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// Notes on the requests and rows that figures lack.
struct MissingPartNoteTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test func `where nothing is sold the table of tiers is of cost alone`() throws {
    let rows = [
      FactRow(basis: .notSold), FactRow(basis: .notSold, cost: nil),
      FactRow(tier: "", basis: .notSold, cost: nil),
    ]
    #expect(
      overview(try Inputs.of(rows)).tierNotes
        == ["Cost excludes requests without a price: 1 of (none) and 1 of pro."])
  }

  /// Of two rows with one request ID and different content, the first counts.
  @Test(
    arguments: [
      (1, "1 row conflicts with an earlier row of the same request ID: figures use the first one."),
      (
        4, "4 rows conflict with an earlier row of the same request ID: figures use the first one."
      ),
    ] as [(Int64, String)])
  func `the headline says that conflicting rows are left out`(conflicts: Int64, note: String) throws
  {
    var counts = RowCounts()
    counts.conflict = conflicts
    #expect(overview(try Inputs.of([FactRow()], counts: counts)).headline.longCoverageNote == note)
  }

  @Test(
    arguments: [
      (0, 3, nil), (1, 3, "1 of 3 requests has no price: amounts exclude it."),
      (19, 300, "19 of 300 requests have no price: amounts exclude them."),
      (2, 2, "None of 2 requests has a price: amounts are not known."),
    ] as [(Int64, Int64, String?)])
  func `a sentence says how many requests amounts lack`(
    unpriced: Int64, requests: Int64, sentence: String?
  ) {
    #expect(Figures.lack(unpriced, of: requests) == sentence)
  }
}
