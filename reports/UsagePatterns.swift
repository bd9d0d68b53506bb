import Insight
import Ledger
import Tables

extension Report {
  /// The usage by time: each hour of the week by tier.
  package static let usagePatterns = Report(
    "usage-patterns", "Hours of the week",
    columns: [
      .count("weekday", "Day of the week from 1, Monday."),
      .count("hour", "Hour that a clock in the reporting zone shows, 0 to 23."), .tier,
      .count("requests", "Requests with a price."),
      .count("prompt_tokens", "Input, cache reads and cache writes of all requests."),
      .count("output_tokens", "Output and reasoning of all requests."), .vendorCostUSD,
    ]
  ) { report, input in
    let rows = input.insight?.hours ?? []
    return report.table(
      rows.count, order: "largest cost first", weight: { rows[$0].use.vendorCost }
    ) { index in
      let (row, use) = (rows[index], rows[index].use)
      let hasNoPrice = use.requests == 0 && use.unpriced > 0
      return [
        .count(Int128(row.weekday)), .count(Int128(row.hour)), .text(row.tier),
        .count(Int128(use.requests)), .count(use.promptTokens), .count(use.outputTokens),
        hasNoPrice ? .blank : .money(Money(attodollars: use.vendorCost)),
      ]
    }
  }
}
