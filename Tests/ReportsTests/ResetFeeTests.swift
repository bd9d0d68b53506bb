import Credits
import Cube
import Ledger
import Overview
import Rating
import Simulation
import Support
import Tables
import Testing

@testable import Reports

/// Plan fees of resets, and deferred revenue by month; figures by hand.
struct ResetFeeTests {
  private static let dollar: Int128 = 1_000_000_000_000_000_000

  /// Two resets of `pro` by `acc_17` for 20 and 12.50 USD on 1 August, the second of which was paid, and an upgrade for
  /// 7 USD.
  private static let audit: CreditAudit = {
    func billed(_ kind: BilledEvent.Kind, cents: Int128, paid: Int128 = 0) -> BilledEvent {
      BilledEvent(
        kind, event: 0, account: 1, month: 2026 * 12 + 7, usd: cents * dollar / 100, payment: 0,
        paid: paid * dollar / 100, until: .max)
    }
    let plan = BilledEvent.Kind.plan(plan: 6, listPrice: nil, discounts: [])
    var played = ReplayResult()
    played.resets = [AppliedReset(event: 0, account: 1, at: CreditExample.august, plan: 6)]
    return CreditExample.audit(
      [],
      billed: [
        billed(plan, cents: 2_000), billed(.upgrade(from: 0, to: 6), cents: 700),
        billed(plan, cents: 1_250, paid: 1_250),
      ], played: played)
  }()

  /// The fees of three users of `pro` in August, at 20 USD each.
  ///
  /// - Parameter credits: that the plan includes each month.
  private static func ofUsers(credits: Credits?) throws -> PlanFees {
    let plan = Plan(
      tier: "pro", isFree: false, monthlyPrice: try usd("20"), monthlyCredits: credits,
      targetMargin: nil, allowedModels: [])
    return PlanFees(
      of: [MonthAndTier(month: Month(year: 2026, month: 8), tier: "pro"): 3],
      plans: TestBooks(plans: [row(plan)]).books.plans, zone: .utc)
  }

  /// A margin of 1 USD: 200 credits less 1 USD of cost.
  @Test(
    arguments: [
      (nil, "price × users of each month (3), not included; margin with them 61.00"),
      (500, "price × users of each month (3), not added: used allowances would count twice"),
    ] as [(Int64?, String)])
  func `no margin with plan fees is stated where used allowances are in both`(
    allowance: Int64?, note: String
  ) throws {
    let fees = try Self.ofUsers(credits: allowance.map { Credits(microcredits: $0 * 1_000_000) })
    let input = try Inputs.of(
      [FactRow(account: "acc_17", cost: "1", credits: "200")], plans: fees)
    let overview = overview(input)
    #expect(overview.headline.planFeesName == "Plan fees")
    #expect(overview.headline.planNote == note)
    #expect(input.marginWithPlanFees?.description == "61")
    #expect(overview.customers.hasMarginWithPlanFees == (allowance == nil))
  }

  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test func `fees are the sums billed for the resets, also of each customer`() throws {
    let rows = [
      FactRow(day: "2026-08-01", account: "acc_17", cost: "1", credits: "100"),
      FactRow(day: "2026-08-01", account: "other", cost: "1", credits: "50"),
    ]
    let input = try Inputs.of(rows, plans: Self.ofUsers(credits: nil), credits: Self.audit)
    #expect(input.planFees?.description == "32.5")
    #expect(input.plans.lines.map { "\($0.month) \($0.tier) \($0.users)" } == ["2026-08 pro 2"])
    let overview = overview(input)
    #expect(
      overview.customers.lines.map { $0.planFees?.description } == ["32.5", "0"])
    // Of the example's ledger 6.00 realised + 1.00 breakage − 2 of cost.
    #expect(overview.headline.planFeesName == "Plan fees billed")
    #expect(
      overview.headline.planNote
        == "for resets, of which 12.50 is recorded as paid; margin on realised revenue and breakage "
        + "is not known exactly: 5.00 without 3 unread credit events"
    )
    #expect(
      overview.headline.summaryPlanNote
        == "for resets that Assay could read, of which 12.50 is recorded as paid; upgrades 7.00 not "
        + "included; margin on realised revenue and breakage is not known exactly: 5.00 without 3 unread "
        + "credit events"
    )
    #expect(
      overview.headline.longPlanNote.hasSuffix(
        "of which 12.50 is recorded as paid; upgrades 7.00 not included; price × users of each "
          + "month (3): 60.00; margin on realised revenue and breakage is not known exactly: 5.00 "
          + "without 3 unread credit events"))
    #expect(input.planFeesByUsers?.description == "60")
    #expect(input.upgradeFees?.description == "7")
    #expect(input.marginWithPlanFees == nil)
    #expect(overview.customers.lines.allSatisfy { $0.marginWithPlanFees == nil })
    #expect(overview.headline.planCoverageNote == nil)
  }

  /// A reset of `pro` without an amount, whose plan states no price, and perhaps one of `acc_17` for 20 USD.
  private static func unpriced(beside cents: Int128?) -> CreditAudit {
    func billed(_ event: UInt32, _ cents: Int128) -> BilledEvent {
      BilledEvent(
        .plan(plan: 6, listPrice: nil, discounts: []), event: event, account: 1,
        month: 2026 * 12 + 7, usd: cents * dollar / 100, payment: 0, paid: 0, until: .max)
    }
    var played = ReplayResult()
    played.resets = [
      AppliedReset(event: 0, account: 1, at: CreditExample.august, plan: 6, isUnpriced: true)
    ]
    return CreditExample.audit(
      [], billed: [billed(0, 0)] + (cents.map { [billed(1, $0)] } ?? []), revenue: [],
      played: played)
  }

  @Test func `fees of resets for a price that is not stated are not known`() throws {
    let rows = [FactRow(day: "2026-08-01", account: "acc_17", cost: "1", credits: "100")]
    let input = try Inputs.of(rows, credits: Self.unpriced(beside: nil))
    #expect(input.planFees == nil)
    let overview = overview(input)
    #expect(overview.customers.lines.map(\.planFees) == [nil])
    #expect(overview.headline.realisedMargin == nil)
    #expect(
      overview.headline.planCoverageNote
        == "Plan fees billed exclude pro: plans.csv states no price for any of 1 reset.")
    let earned = CreditOverview(Self.unpriced(beside: nil), zone: .utc).earned
    #expect(earned.figure == "not known")
    #expect(earned.note == "plans.csv states no price for 1 reset")
  }

  /// The reset is of August: July has none, and amounts of `max` lack nothing.
  @Test
  func `revenue of a plan says how many resets it lacks, and is blank without another payment`()
    throws
  {
    let rows = [
      FactRow(day: "2026-08-01", tier: "pro", account: "acc_17", cost: "1", credits: "100"),
      FactRow(day: "2026-08-01", tier: "max", account: "other", cost: "1", credits: "100"),
    ]
    func cells(_ audit: CreditAudit) throws -> [[String]] {
      let table = Report.revenue.table(try Inputs.of(rows, credits: audit))
      return (0..<table.rowCount).map { table.cells(at: $0).suffix(3).map(CSVText.string) }
    }
    let names = Report.revenue.table(try Inputs.of(rows)).columns.suffix(3).map(\.name)
    #expect(names == ["realised_revenue_usd", "breakage_usd", "unpriced_resets"])
    #expect(try cells(Self.unpriced(beside: nil)) == [["0", "0", "0"], ["", "", "1"]])
    #expect(
      try cells(CreditExample.audit([], postings: [])) == [["0", "0", "0"], ["0", "0", "0"]])
    let summary = Report.summary.table(try Inputs.of(rows, credits: Self.unpriced(beside: nil)))
    #expect(
      summary.cells(at: summary.rowCount - 3).map(CSVText.string) == ["unpriced_resets", "1"])
  }

  @Test func `realised revenue includes requests without a price, and says so`() throws {
    let rows = [FactRow(account: "acc_17"), FactRow(account: "other", cost: nil)]
    let headline = overview(try Inputs.of(rows, credits: Self.audit)).headline
    #expect(
      headline.planNote.hasSuffix(
        "is not known exactly: 6.00 without 1 unpriced request, 3 unread credit events"))
    #expect(
      headline.coverageNote
        == "1 of 2 requests has no price: usage figures and margin exclude it. "
        + "Assay could not read 3 credit events, which credit figures exclude."
    )
  }

  @Test func `a sum of fees says which resets it lacks`() throws {
    let input = try Inputs.of([FactRow()], credits: Self.unpriced(beside: 2_000))
    #expect(input.planFees?.description == "20")
    #expect(
      overview(input).headline.planNote
        == "for resets; none states a payment; without pro in Aug 2026; "
        + "margin on realised revenue and breakage is not known")
  }

  @Test func `without an applied reset fees are prices`() throws {
    let input = try Inputs.of([FactRow()], credits: CreditExample.audit([]))
    #expect(!input.plans.isOfResets)
    #expect(input.planFees == nil)
  }

  @Test func `deferred revenue of one month of the period is not drawn`() throws {
    var july = DeferredRevenueRow(month: Month(year: 2026, month: 7), source: .topup)
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
