import Ledger
import Overview
import Support
import Testing

@testable import Credits
@testable import Reports

/// Findings and tables that rest on defaults; figures by hand, a credit is worth a cent.
struct DefaultChargeTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  private static let note =
    "Where multipliers.csv has no row, the right charge uses the default multiplier."

  /// Two credits too many for a request whose multiplier is in a book, or is the default.
  @Test(arguments: [([], false), ([.defaultMultiplier], true)] as [(ChargeBasis, Bool)])
  func `a charge that differs from one by the default multiplier is no proven overcharge`(
    basis: ChargeBasis, isByDefault: Bool
  ) throws {
    let fact = FactRow(day: "2026-08-01", account: "acc_17", basis: basis)
    var finding = CreditFinding(.deductionDiffers, at: CreditExample.august, account: 1)
    (finding.request, finding.usd) = (4, 20_000_000_000_000_000)
    let named = NamedRequest(
      request: 4, account: 1, startedAt: Instant(nanoseconds: CreditExample.august), rated: .zero,
      isCharged: true, isPriced: true, file: 0, line: 6,
      fact: RequestFact(day: try #require(Day("2026-08-01")), dimensions: 0))
    let overview = overview(
      try Inputs.of(
        [fact], credits: CreditExample.audit([finding]),
        creditRequests: RequestCharges(
          named: [named], unnamed: [], files: ["ledger/u.csv"], dimensions: [fact.dimensions],
          users: [fact.userKey])))
    let found = try #require(overview.attention.first { $0.key == "deduction_differs" })
    #expect(found.detail.contains(Self.note) == isByDefault)
    #expect(
      AttentionRemedy.text(found)
        == "First correct the credit events that Assay could not read"
        + (isByDefault ? ", and add the rows that multipliers.csv lacks" : "")
        + ". If the books are right, refund overcharges; for undercharges, record an adjust event "
        + "with the request id, not a deduct event. audit-findings.csv names each.")
    #expect(overview.creditLedger?.defaultCharges == (isByDefault ? Self.note : nil))
  }

  /// 2.00 + 1.00 USD by the default multiplier; 1.50 and 0.25 USD from tiers without a plan.
  @Test func `the table of tiers states the revenue that rests on defaults`() throws {
    let rows = [
      FactRow(tier: "pro", basis: [.defaultMultiplier], credits: "100"),
      FactRow(tier: "max", basis: [.defaultMultiplier], credits: "200"),
      FactRow(tier: "max", credits: "50"),
      FactRow(tier: "free", basis: [.unlistedTier], credits: "150"),
      FactRow(tier: "", basis: [.unlistedTier], credits: "25"),
    ]
    let overview = overview(try Inputs.of(rows))
    let notes = [
      "3.00 USD of the revenue is by the default multiplier: 2.00 of max and 1.00 of pro.",
      "1.75 USD of the revenue is from tiers not in plans.csv, which count as paid: 1.50 of free "
        + "and 0.25 of (none).",
    ]
    #expect(Array(overview.tierNotes.prefix(2)) == notes)
    #expect(Array(overview.shortTierNotes.prefix(2)) == notes)
    #expect(
      overview.headline.assumedPart
        == "; 4.75 USD of the revenue is by the default multiplier or from tiers not in plans.csv")
    let one = FactRow(tier: "max", basis: [.defaultMultiplier], credits: "50")
    #expect(
      self.overview(try Inputs.of([one])).shortTierNotes
        == ["0.50 USD of the revenue is by the default multiplier: max."])
    #expect(
      self.overview(try Inputs.of([FactRow(tier: "max", credits: "50")])).shortTierNotes.isEmpty)
  }
}
