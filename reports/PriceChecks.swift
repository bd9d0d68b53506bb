import Ledger
import Pricing
import Simulation
import Tables

extension Report {
  /// Prices that need a review.
  package static let priceChecks = Report(
    "price-checks", "Price checks",
    columns: [
      .text("check", "suspicious, contradiction, conflicting, stale or unused."),
      .provider, .model,
      .priceClass, .serviceTier, .region,
      .contextOver,
      .decimal("price_usd", "Price in USD, for the number of units in per."),
      .per,
      .text("effective_from", "Effective date of the price, in UTC."),
      .text("recorded_at", "Recorded date."),
      .source,
      .text("price_rows", "Row of the book, as file:line."),
      .text("detail", "Description of the anomaly."),
    ]
  ) { report, input in
    let rows = input.watch.checks
    return report.table(
      rows.count, order: "suspicious first"
    ) { index in
      let row = rows[index]
      let key = row.price.key
      let per = key.unitClass.defaultPer
      return [
        .text(Name(row.kind.rawValue)), .text(key.provider), .text(key.model),
        .text(Name(key.unitClass.name)), .text(key.serviceTier), .text(key.region),
        key.contextOver.map { .count(Int128($0)) } ?? .blank,
        .money(orBlank: row.price.perUnit.map { $0 * per }),
        .count(Int128(per)),
        .text(Name(row.from == .distantPast ? "" : row.from.description)),
        .text(Name(row.recordedAt?.description ?? "")), .text(input.watch.sources(of: [row.place])),
        .text(Name([row.place].listed)), .text(Name(row.detail)),
      ]
    }
  }
}

extension ReportInput {
  /// The number of prices that were recorded longer ago than the setting `watch.stale_days`; not those that do not say when.
  package var stalePrices: Int {
    watch.checks.count { $0.kind == .stale && $0.recordedAt != nil }
  }
}
