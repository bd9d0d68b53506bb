import Insight
import Ledger
import Tables

extension Report {
  /// The usage, cost and margin of each user, and their change.
  package static let users = Report(
    "users", "Users",
    columns: [
      .text("account_id", "Account in the ledger; blank where it has none."),
      .text("user_id", "User in the ledger; blank where it has none."),
      .text("tier", "Tier with the largest vendor cost; blank without a request in the period."),
      .text(
        "segment",
        "First that applies: dormant, loss_making, new, growing, shrinking, steady; see docs/INSIGHT.md."
      ),
      .count("requests", "Requests with a price."),
      .count("active_days", "Days with at least one such request, in the reporting zone."),
      .count("prompt_tokens", "Input, cache reads and cache writes of all requests."),
      .count("cached_tokens", "Cache reads of all requests."),
      .count("output_tokens", "Output and reasoning of all requests."),
      .vendorCostUSD, .credits, .revenueUSD, .marginUSD, .marginPercent,
      .money(
        "previous_cost_usd",
        "Vendor cost of the period before; blank unless the ledger covers all of it."),
      .percent(
        "change_percent", "Change of the vendor cost per covered day against the period before."),
      .percent("cache_share_percent", "Cached tokens ÷ prompt tokens."),
      .count("models", "Models of the requests."),
      .text("top_model", "Model with the largest vendor cost."),
      .percent("top_model_share_percent", "Its share of the vendor cost."),
      .day("first_seen", "Day of the first request in all rows that Assay read."),
      .day("last_seen", "Day of the last request in all rows that Assay read."),
    ]
  ) { report, input in
    let rows = input.insight?.users ?? []
    return report.table(
      rows.count, order: "largest cost first",
      weight: { rows[$0].vendorCost?.attodollars ?? 0 }
    ) { index, cells in
      let row = rows[index]
      cells += [
        .text(row.key.account), .text(row.key.user), .text(row.tier),
        .text(row.segment.map { Name($0.rawValue) } ?? .empty), .count(Int128(row.requests)),
        .count(Int128(row.activeDays)), .count(row.promptTokens), .count(row.cachedTokens),
        .count(row.outputTokens), .money(orBlank: row.vendorCost),
        .creditsSum(orBlank: row.credits), .money(orBlank: row.revenue),
        .money(orBlank: row.margin), .percent(orBlank: row.marginPercent),
        .money(orBlank: row.earlierCost), .percent(orBlank: row.changePercent),
        .percent(orBlank: row.cacheShare), .count(Int128(row.models)), .text(row.topModel),
        .percent(orBlank: row.topModelShare), .day(orBlank: row.seen?.lowerBound),
        .day(orBlank: row.seen?.upperBound),
      ]
    }
  }
}
