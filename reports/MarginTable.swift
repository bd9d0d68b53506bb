import Cube
import Tables

/// Revenue less vendor cost against the plans' targets: the table of the six `margin-by-…` reports.
enum MarginTable {
  /// Makes the report of one key.
  ///
  /// - Parameters:
  ///   - key: its first column, which names the report, too.
  ///   - groups: the rows, in order.
  static func report(
    by key: Column, _ groups: @escaping @Sendable (Facts) -> [GroupedTotals]
  ) -> Report {
    Report(
      "margin-by-\(key.name)", "Margin by \(key.name)", columns: [key] + measures
    ) { report, input in
      let groups = groups(input.facts)
      return report.table(
        groups.count, order: input.isCostOnly ? "largest cost first" : "largest revenue first",
        weight: { weight(groups[$0].totals, isCostOnly: input.isCostOnly) }
      ) { cells(of: groups[$0]) }
    }
  }

  /// Revenue before cost: groups without revenue are last, the largest loss first.
  private static func weight(_ totals: MoneyTotals, isCostOnly: Bool) -> Int128 {
    let cost = totals.vendorCost.attodollars
    let revenue = totals.revenue.attodollars
    return isCostOnly || revenue <= 0 ? cost - (isCostOnly ? 0 : Int128.max / 2) : revenue
  }

  private static let measures = [
    .count("requests", "Requests that count: rated and unpriced."),
    .vendorCostUSD, .credits,
    .listRevenueUSD, .revenueUSD,
    .marginUSD, .marginPercent,
    .targetMarginPercent,
    Column("variance_points", .points, "Margin % less target %, in points."),
    .count(
      "negative_margin_requests",
      "Charged requests of paid tiers that brought in less than they cost, by the credits deducted where "
        + "these are recorded; revenue and margin are recomputed."),
    .unpricedRequests,
  ]

  private static func cells(of group: GroupedTotals) -> [Cell] {
    let totals = group.totals
    return [
      group.key, .count(Int128(totals.requests)), .money(orBlank: totals.knownVendorCost),
      .creditsSum(orBlank: totals.knownMicrocredits), .money(orBlank: totals.knownListRevenue),
      .money(orBlank: totals.knownRevenue), .money(orBlank: totals.knownMargin),
      .percent(orBlank: totals.marginPercent),
      .percent(orBlank: totals.comparedTarget), .percent(orBlank: totals.comparedPoints),
      .count(orBlank: totals.knownNegativeMargin), .count(Int128(totals.unpriced)),
    ]
  }
}
