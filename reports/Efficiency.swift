import Insight
import Ledger
import Tables

extension Report {
  /// The cost of each model per request and token, and the savings of batch, caching and other models.
  package static let efficiency = Report(
    "efficiency", "Efficiency",
    columns: [
      .provider, .model,
      .count("requests", "Requests with a price."),
      .count("failed_requests", "Those of them that failed."),
      .vendorCostUSD,
      .decimal("cost_per_1000_requests_usd", "Vendor cost per 1,000 requests."),
      .decimal(
        "cost_per_1000_output_tokens_usd", "Vendor cost per 1,000 tokens of output and reasoning."),
      .decimal("prompt_tokens_per_request", "Input, cache reads and cache writes."),
      .decimal("output_tokens_per_request", "Output and reasoning."),
      .percent("cache_share_percent", "Cache reads ÷ prompt tokens."),
      .money(
        "cache_value_usd",
        "Saving from caching: cached reads at the input price less their own cost, less the extra "
          + "cost of writes; below 0 if writes cost more."),
      .money(
        "batch_saving_usd",
        "Cost less that of the same requests at service tier batch, for services in the setting "
          + "batchable_services; blank without such a price."),
      .text(
        "cheaper_model",
        "Model of the same class at which the same quantities cost least; its answers may be worse."
      ),
      .money("cheaper_model_saving_usd", "Saving at that model."),
    ]
  ) { report, input in
    let rows = input.insight?.models ?? []
    return report.table(
      rows.count, order: "largest cost first",
      weight: { rows[$0].vendorCost?.attodollars ?? 0 }
    ) { index in
      let row = rows[index]
      let requests = Int128(row.requests)
      let cost = row.requests == 0 ? nil : row.vendorCost?.attodollars
      return [
        .text(row.provider), .text(row.model), .count(requests), .count(Int128(row.failed)),
        .money(orBlank: row.vendorCost), quotient(cost, times: 1_000, over: requests),
        quotient(cost, times: 1_000, over: row.outputTokens),
        quotient(row.promptTokens, scale: 0, over: requests),
        quotient(row.outputTokens, scale: 0, over: requests), .percent(orBlank: row.cacheShare),
        .money(orBlank: row.cacheValue), .money(orBlank: row.batchSaving),
        .text(row.cheaper?.model ?? .empty), .money(orBlank: row.cheaper?.saving),
      ]
    }
  }

  /// A quotient at 8 decimals, half-even; blank where it has no divisor.
  private static func quotient(
    _ value: Int128?, scale: Int = Money.decimals, times factor: Int128 = 1, over divisor: Int128
  ) -> Cell {
    guard let value, divisor > 0 else { return .blank }
    let decimals = 8
    let found =
      scale > decimals
      ? Quotient.halfEven(value, times: factor, over: divisor * powerOfTen(scale - decimals))
      : Quotient.halfEven(value, times: factor * powerOfTen(decimals - scale), over: divisor)
    return found.map { .decimal($0, scale: decimals) } ?? .blank
  }
}
