import Ledger
import Pricing
import Simulation
import Tables

extension Report {
  /// The price of each class of each model day by day, with the margin of the model.
  ///
  /// One row per model, day and quoted class.
  package static let priceHistory = Report(
    "price-history", "Price history",
    columns: [
      .provider, .model, .day,
      .priceClass,
      .decimal(
        "price_usd", "Price at the start of the day in USD, for the number of units in per."),
      .per,
      .count(
        "requests",
        "Requests for the model on the day, at any price; the next columns cover the same requests."
      ),
      .vendorCostUSD, .revenueUSD, .marginUSD,
      .marginPercent, .serviceTier,
      .region, .contextOver,
      .unpricedRequests,
    ]
  ) { report, input in
    let rows = input.watch.history
    return report.table(
      rows.count, order: "by model and day"
    ) { index in
      let row = rows[index]
      let per = row.key.unitClass.defaultPer
      return [
        .text(row.model.provider), .text(row.model.model), .day(row.day),
        .text(Name(row.key.unitClass.name)), .money(orBlank: row.price.map { $0 * per }),
        .count(Int128(per)),
        .count(Int128(row.totals.requests)), .money(orBlank: row.totals.knownVendorCost),
        .money(orBlank: row.totals.knownRevenue), .money(orBlank: row.totals.knownMargin),
        .percent(orBlank: row.totals.marginPercent), .text(row.key.serviceTier),
        .text(row.key.region), row.key.contextOver.map { .count(Int128($0)) } ?? .blank,
        .count(Int128(row.totals.unpriced)),
      ]
    }
  }
}
