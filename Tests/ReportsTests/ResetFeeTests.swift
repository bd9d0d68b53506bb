import Credits
import Ledger
import Overview
import Support
import Testing

@testable import Reports

/// Plan fees of resets, and deferred revenue by month; figures by hand.
struct ResetFeeTests {
  private static let dollar: Int128 = 1_000_000_000_000_000_000

  /// Two resets of `pro` by `acc_17` for 20 and 12.50 USD on 1 August, and an upgrade for 7 USD.
  private static let audit: CreditAudit = {
    func billed(_ kind: BilledEvent.Kind, cents: Int128) -> BilledEvent {
      BilledEvent(
        kind, event: 0, account: 1, month: 2026 * 12 + 7, usd: cents * dollar / 100, payment: 0,
        paid: 0, until: .max)
    }
    let plan = BilledEvent.Kind.plan(plan: 6, listPrice: nil, discounts: [])
    var played = PlayedLedger()
    played.resets = [AppliedReset(event: 0, account: 1, at: CreditExample.august, plan: 6)]
    return CreditExample.audit(
      [],
      billed: [
        billed(plan, cents: 2_000), billed(.upgrade(from: 0, to: 6), cents: 700),
        billed(plan, cents: 1_250),
      ], played: played)
  }()

  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test func `fees are the payments of the resets, also of each customer`() throws {
    let rows = [
      FactRow(day: "2026-08-01", account: "acc_17", cost: "1", credits: "100"),
      FactRow(day: "2026-08-01", account: "other", cost: "1", credits: "50"),
    ]
    let input = try Inputs.of(rows, credits: Self.audit)
    #expect(input.planFees?.description == "32.5")
    #expect(input.plans.lines.map { "\($0.month) \($0.tier) \($0.users)" } == ["2026-08 pro 2"])
    let overview = overview(input)
    #expect(
      overview.customers.lines.map { $0.planFees?.description } == ["32.5", "0"])
    // Of the example's ledger 6.00 realised + 1.00 breakage − 2 of cost.
    #expect(
      overview.headline.planNote
        == "paid; margin on realised and breakage 5.00")
    #expect(input.marginWithPlanFees == nil)
    #expect(overview.customers.lines.allSatisfy { $0.marginWithPlanFees == nil })
    #expect(overview.headline.planCoverageNote == nil)
  }

  @Test func `without an applied reset fees are prices`() throws {
    let input = try Inputs.of([FactRow()], credits: CreditExample.audit([]))
    #expect(!input.plans.isOfResets)
    #expect(input.planFees == nil)
  }

  @Test func `deferred revenue of one month of the period is not drawn`() throws {
    var july = RevenueRow(month: Month(year: 2026, month: 7), source: .topup)
    (july.sold, july.realised, july.closing) = (12 * Self.dollar, 2 * Self.dollar, 10 * Self.dollar)
    let two = CreditExample.audit([], revenue: [july, CreditExample.revenue])
    // The period of the example is August alone.
    #expect(
      overview(try Inputs.of([FactRow()], credits: two)).pictures.allSatisfy {
        $0.name != "deferred-revenue"
      })
    let none = CreditOverview(CreditExample.audit([], revenue: []), zone: .utc)
    #expect(none.earned.sentence == "The ledger has no paid credits.")
  }
}
