import Ledger
import Overview
import Reports
import Testing

/// Findings of which a part has no price.
struct PartlyPricedFindingTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
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
