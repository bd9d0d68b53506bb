import Cube
import Ledger
import Reconciliation
import Tables

extension Report {
  /// The run in figures: what became of the rows, how they compare, and the money.
  static let summary = Report("summary") { input in
    let rows =
      rowMeasures(input) + comparisonMeasures(input) + moneyMeasures(input)
      + coverageMeasures(input)
    return Table(
      name: "summary", title: "Summary",
      columns: [Column("measure", .text), Column("value", .count)],
      rowCount: rows.count, order: "most general first"
    ) { [.text(rows[$0].name), rows[$0].value] }
  }

  private typealias Measure = (name: Name, value: Cell)

  private static func rowMeasures(_ input: ReportInput) -> [Measure] {
    let rows = input.rows
    return [
      ("rows_read", .count(Int128(rows.read))),
      ("rows_rated", .count(Int128(rows.rated))),
      ("rows_unpriced", .count(Int128(rows.unpriced))),
      ("rows_duplicate", .count(Int128(rows.duplicate))),
      ("rows_conflict", .count(Int128(rows.conflict))),
      ("rows_rejected", .count(Int128(rows.rejected))),
      ("rows_outside_period", .count(Int128(rows.outsidePeriod))),
      ("users", .count(Int128(input.facts.userCount))),
      ("days", .count(Int128(Set(input.facts.byDayAndDimensions.map(\.day)).count))),
    ]
  }

  private static func comparisonMeasures(_ input: ReportInput) -> [Measure] {
    let totals = input.reconciliation
    return [
      ("cost_matched", .count(Int128(totals[cost: .matched].requests))),
      ("cost_rounding", .count(Int128(totals[cost: .rounding].requests))),
      ("cost_mismatched", .count(Int128(totals[cost: .mismatch].requests))),
      ("credits_matched", .count(Int128(totals[credits: .matched].requests))),
      ("credits_mismatched", .count(Int128(totals[credits: .mismatch].requests))),
    ]
  }

  /// The coverage of recorded figures, and the defaults that the revenue rests on.
  private static func coverageMeasures(_ input: ReportInput) -> [Measure] {
    let all = input.total
    let (costs, credits) = (input.recordedCosts, input.recordedCredits)
    let isSold = !input.isCostOnly
    return [
      ("costs_recorded", .count(Int128(costs.known))),
      ("costs_not_recorded", .count(Int128(costs.notRecorded))),
      ("costs_not_converted", .count(Int128(costs.unconverted))),
      ("credits_recorded", .count(Int128(credits.known))),
      ("credits_not_recorded", .count(Int128(credits.notRecorded))),
      (
        "default_multiplier_revenue_usd",
        .money(orBlank: all.knownRevenue.map { _ in all.defaultRevenue })
      ),
      (
        "unlisted_tier_revenue_usd",
        .money(orBlank: all.knownRevenue.map { _ in all.unlistedRevenue })
      ),
      ("plan_fees_usd", .money(orBlank: input.planFees)),
      ("margin_with_plan_fees_usd", .money(orBlank: input.marginWithPlanFees)),
      ("plan_user_months", .count(orBlank: input.isCostOnly ? nil : input.plans.userMonths)),
      (
        "plan_user_months_without_price",
        .count(orBlank: input.isCostOnly ? nil : input.plans.userMonthsWithoutPrice)
      ),
      ("costs_compared", .count(Int128(costs.compared))),
      ("credits_compared", .count(orBlank: isSold ? credits.compared : nil)),
      ("paid_requests_without_price", .count(orBlank: isSold ? all.paidUnpriced : nil)),
    ]
  }

  private static func moneyMeasures(_ input: ReportInput) -> [Measure] {
    let facts = input.facts
    let all = input.total
    let charged = input.settings.charged
    let isCharged = input.recordedCredits.compared > 0 || all.requests == 0
    return [
      ("vendor_cost_usd", .money(orBlank: all.knownVendorCost)),
      (
        "recorded_cost_usd",
        .money(orBlank: input.recordedCosts.isKnown ? facts.recordedCost : nil)
      ),
      ("credits", .creditsSum(orBlank: all.knownMicrocredits)),
      (
        "recorded_credits",
        .creditsSum(
          orBlank: input.recordedCredits.isKnown ? facts.recordedMicrocredits : nil)
      ),
      ("list_revenue_usd", .money(orBlank: all.knownListRevenue)),
      ("revenue_usd", .money(orBlank: all.knownRevenue)),
      ("margin_usd", .money(orBlank: all.knownMargin)),
      ("margin_percent", .percent(orBlank: all.marginPercent)),
      ("negative_margin_requests", .count(orBlank: all.knownNegativeMargin)),
      ("free_tier_loss_usd", .money(orBlank: input.freeTierLoss)),
      (
        "overcharged_credits",
        .creditsSum(orBlank: isCharged ? input.reconciliation.overcharged : nil)
      ),
      (
        "undercharged_credits",
        .creditsSum(orBlank: isCharged ? input.reconciliation.undercharged : nil)
      ),
      (
        "uncharged_failed_cost_usd",
        .money(
          orBlank: all.isUnsold
            ? nil : facts.total { !charged.contains($0.status) }.knownVendorCost)
      ),
    ]
  }
}

extension Facts {
  /// The distinct users of the facts, which may be fewer than those that were read.
  fileprivate var userCount: Int {
    Set(zip(reportedUsers.numbers, hasFactOfUser).filter(\.1).map(\.0)).count
  }

  fileprivate var recordedMicrocredits: Int128 {
    byDayAndDimensions.reduce(0) { $0 + $1.measures.recordedCredits }
  }
}
