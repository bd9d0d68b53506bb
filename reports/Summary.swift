import Closing
import Cube
import Ledger
import Reconciliation
import Tables

extension Report {
  /// The run in figures: what became of the rows, how they compare, and the money.
  static let summary = Report(
    "summary", "Summary",
    columns: [
      .text("measure", "Name of the figure."), .count("value", "Its value."),
    ]
  ) { report, input in
    let rows = SummaryMeasure.all.map { [.text(Name($0.name)), $0.value(input)] }
    return report.table(rows.count, order: "most general first") { rows[$0] }
  }
}

/// A figure of the run: a row of `summary.csv`.
package struct SummaryMeasure: Sendable {
  package let name: String
  /// The meaning in a sentence.
  package let meaning: String
  fileprivate let value: @Sendable (ReportInput) -> Cell

  private init(
    _ name: String, _ value: @escaping @Sendable (ReportInput) -> Cell, _ meaning: String
  ) {
    self.name = name
    self.meaning = meaning
    self.value = value
  }

  private static func count(
    _ name: String, _ value: @escaping @Sendable (ReportInput) -> Int64?, _ meaning: String
  ) -> Self {
    Self(name, { .count(orBlank: value($0)) }, meaning)
  }

  private static func money(
    _ name: String, _ value: @escaping @Sendable (ReportInput) -> Money?, _ meaning: String
  ) -> Self {
    Self(name, { .money(orBlank: value($0)) }, meaning)
  }

  /// All of them, in the order of the file.
  package static let all = rows + comparisons + money + coverage + priorPeriods

  private static let rows: [Self] = [
    .count("rows_read", \.rows.read, "Rows of the ledger that Assay read."),
    .count(
      "rows_rated", \.rows.rated, "Rows with a price: the basis of every cost and revenue figure."),
    .count(
      "rows_unpriced", \.rows.unpriced,
      "Rows without a price: excluded from cost, credits and revenue."),
    .count(
      "rows_duplicate", \.rows.duplicate,
      "Further rows with the id and the content of an earlier one; not counted again."),
    .count(
      "rows_conflict", \.rows.conflict,
      "Further rows with the id of an earlier one and different content; the first counts."),
    .count(
      "rows_rejected", \.rows.rejected, "Rows with a fault, listed with the reason in rejects.csv."),
    .count(
      "rows_outside_period", \.rows.outsidePeriod,
      "Rows that start outside the reported days."),
    .count(
      "users", \.facts.userCount,
      "Distinct users of rated and unpriced rows; for a row without a user, its account."),
    .count("days", \.facts.dayCount, "Distinct days of rated and unpriced rows."),
  ]

  private static let comparisons: [Self] = [
    .count(
      "cost_matched", \.reconciliation[cost: .matched].requests,
      "Recorded costs equal to the recomputed ones."),
    .count(
      "cost_rounding", \.reconciliation[cost: .rounding].requests,
      "Recorded costs within the tolerance."),
    .count(
      "cost_mismatched", \.reconciliation[cost: .mismatch].requests,
      "Recorded costs that differ by more than the tolerance."),
    .count(
      "credits_matched", \.reconciliation[credits: .matched].requests,
      "Recorded credits equal to the recomputed ones."),
    .count(
      "credits_mismatched", \.reconciliation[credits: .mismatch].requests,
      "Recorded credits that differ."),
  ]

  private static let money: [Self] = [
    .money(
      "vendor_cost_usd", \.total.knownVendorCost,
      "Vendor cost, recomputed from quantities and dated prices."),
    .money(
      "recorded_cost_usd", { $0.recordedCosts.isKnown ? $0.facts.recordedCost : nil },
      "Vendor cost recorded in the ledger."),
    Self(
      "credits", { .creditsSum(orBlank: $0.total.knownMicrocredits) },
      "Charges to customers, recomputed."),
    Self(
      "recorded_credits",
      { .creditsSum(orBlank: $0.recordedCredits.isKnown ? $0.facts.recordedMicrocredits : nil) },
      "Charges to customers as the ledger recorded them."),
    .money(
      "list_revenue_usd", \.total.knownListRevenue,
      "Value of all credits, including those of free tiers."),
    .money("revenue_usd", \.total.knownRevenue, "Value of the recomputed credits of paid tiers."),
    .money("margin_usd", \.total.knownMargin, "Revenue less vendor cost."),
    Self(
      "margin_percent", { .percent(orBlank: $0.total.marginPercent) },
      "Margin ÷ revenue; blank without revenue."),
    .count(
      "negative_margin_requests", \.total.knownNegativeMargin,
      "Charged requests of paid tiers that brought in less than they cost, by the credits deducted where these are "
        + "recorded; revenue and margin are recomputed."),
    .money("free_tier_loss_usd", \.freeTierLoss, "Vendor cost of free tiers, which earn nothing."),
    Self(
      "overcharged_credits",
      { .creditsSum(orBlank: $0.isCharged ? $0.reconciliation.overcharged : nil) },
      "Recorded credits above the recomputed ones, summed: customers paid too much."),
    Self(
      "undercharged_credits",
      { .creditsSum(orBlank: $0.isCharged ? $0.reconciliation.undercharged : nil) },
      "Recorded credits below the recomputed ones, summed: customers paid too little."),
    .money(
      "uncharged_failed_cost_usd",
      { input in
        let charged = input.settings.charged
        return input.total.isUnsold
          ? nil : input.facts.total { !charged.contains($0.status) }.knownVendorCost
      },
      "Vendor cost of requests whose status the settings do not charge, even if customers were charged."
    ),
  ]

  private static let coverage: [Self] = [
    .count(
      "costs_recorded", \.recordedCosts.known,
      "Requests with a recorded cost in USD, whose sum is recorded_cost_usd."),
    .count("costs_not_recorded", \.recordedCosts.notRecorded, "Requests without a recorded cost."),
    .count(
      "costs_not_converted", \.recordedCosts.unconverted,
      "Recorded costs in a currency without a rate on the day: excluded from every sum."),
    .count("credits_recorded", \.recordedCredits.known, "Requests with recorded credits."),
    .count(
      "credits_not_recorded", \.recordedCredits.notRecorded, "Requests without recorded credits."),
    .money(
      "default_multiplier_revenue_usd",
      { $0.total.knownRevenue == nil ? nil : $0.total.defaultRevenue },
      "Part of the revenue that uses the default multiplier of the settings."),
    .money(
      "unlisted_tier_revenue_usd",
      { $0.total.knownRevenue == nil ? nil : $0.total.unlistedRevenue },
      "Part of the revenue of tiers without a plan in force, which count as paid."),
    .money(
      "plan_fees_usd", \.planFees,
      "Monthly prices of the plans × users with a request in the month, not prorated; not in the revenue. The price is "
        + "the one in force when the month begins, otherwise the first one in the month. A user who changes plans counts "
        + "in each plan. An account counts as one user only if none of its requests in the month and tier names a user. "
        + "With resets in credits/, it is the sum that the credit ledger bills for the resets of the period, paid or not. "
        + "Prices × users are then in plan_fees_by_users_usd, as in plan_fees_usd of simulation.csv."
    ),
    .money(
      "margin_with_plan_fees_usd", \.marginWithPlanFees,
      "Margin and plan fees together: it counts the used credits of allowances twice, in the revenue and in the fee. "
        + "Blank with payments in credits/, which pay for the credits of the revenue."
    ),
    .count(
      "plan_user_months", { $0.isCostOnly ? nil : $0.plans.userMonths },
      "Users × months with a request in tiers that are not free of charge."),
    .count(
      "plan_user_months_without_price", { $0.isCostOnly ? nil : $0.plans.userMonthsWithoutPrice },
      "Part of plan_user_months for which plans.csv states no price; prices × users excludes it."),
    .count(
      "costs_compared", \.recordedCosts.compared,
      "Requests with a price and a recorded cost in USD: Assay compares their costs."),
    .count(
      "credits_compared", { $0.isCostOnly ? nil : $0.recordedCredits.compared },
      "Requests with a price and recorded credits: the basis of overcharged_credits and undercharged_credits."
    ),
    .count(
      "paid_requests_without_price", { $0.isCostOnly ? nil : $0.total.paidUnpriced },
      "Requests of paid tiers without a price: negative_margin_requests cannot count them."
    ),
  ]
}

extension SummaryMeasure {
  /// The sums that were learned of earlier months; blank without closes.
  fileprivate static let priorPeriods: [Self] = [
    .money(
      "prior_period_vendor_cost_usd", { $0.learned(.vendorCost) },
      "Vendor cost of earlier, closed months, found since their close; not in vendor_cost_usd."),
    .money(
      "prior_period_revenue_usd", { $0.isCostOnly ? nil : $0.learned(.revenue) },
      "Revenue of earlier, closed months, found since their close; not in revenue_usd."),
    .money(
      "prior_period_realised_usd", { $0.credits == nil ? nil : $0.learned(.realisedRevenue) },
      "Realised revenue of earlier, closed months, found since their close; blank without credits/."
    ),
    .count(
      "unpriced_resets",
      { input in
        input.credits.map { Int64($0.played.resets.count(where: \.isUnpriced)) }
      },
      "Resets up to the end of the period whose payment is not known: realised revenue and plan fees lack it; "
        + "blank without credits/."),
    .money(
      "plan_fees_by_users_usd", \.planFeesByUsers,
      "Monthly prices of the plans × users with a request in the month, as plan_fees_usd of simulation.csv: an estimate "
        + "where credits/ has resets, since it counts users and not accounts."),
    .money(
      "plan_upgrade_fees_usd", \.upgradeFees,
      "Billed for changes of plan in the period; not in plan_fees_usd. Blank without resets in credits/."
    ),
  ]
}

extension ReportInput {
  /// The difference of a total of money over earlier months; nil without closes, and if one is not known.
  package func learned(_ measure: RestatementMeasure) -> Money? {
    restatement?.difference(measure).map { Money(attodollars: $0) }
  }

  /// True if some request has credits to compare with, or there is no request at all.
  fileprivate var isCharged: Bool { recordedCredits.compared > 0 || total.requests == 0 }
}

extension Facts {
  /// The distinct users of the facts, which may be fewer than those that were read.
  fileprivate var userCount: Int64 {
    Int64(Set(zip(reportedUsers.numbers, hasFactOfUser).filter(\.1).map(\.0)).count)
  }

  fileprivate var dayCount: Int64 { Int64(Set(byDayAndDimensions.map(\.day)).count) }

  fileprivate var recordedMicrocredits: Int128 {
    byDayAndDimensions.reduce(0) { $0 + $1.measures.recordedCredits }
  }
}
