import Ledger
import Simulation
import Tables

extension Report {
  /// The effect of each price alert on each tier.
  ///
  /// One row per alert and tier.
  package static let priceWatchTiers = Report(
    "price-watch-tiers", "Price watch by tier",
    columns: [
      .text("id", "Name of the alert."),
      .text("severity", "Severity of the whole alert."),
      .tier,
      .count("requests", "Requests of the tier for the model in the 30 days."),
      .percent("margin_before_percent", "Margin of the tier in the 30 days."),
      .marginIfMultiplierStaysPercent, .customersPayPercent,
      .marginIfPriceStaysPercent, .targetMarginPercent,
      Column("multiplier", .multiplier, "Multiplier of the tier for the model as the period ends."),
      .keepPriceMultiplier, .targetMultiplier,
      .money(
        "vendor_cost_before_usd",
        "Cost of its requests for the model in the 30 days, at the old price."),
      .money("vendor_cost_after_usd", "The same at the new price."),
      .count(
        "own_keys_requests",
        "Requests of the model with customers' own keys, excluded from every cost."),
      .count(
        "tier_unpriced_requests",
        "Requests of the whole tier in these days without a price: its margins exclude them."),
    ]
  ) { report, input in
    let rows = input.watch.alerts.flatMap { alert in alert.tiers.map { (alert, $0) } }
    return report.table(
      rows.count, order: "most urgent first"
    ) { index in
      let (alert, tier) = rows[index]
      return [
        .text(Name(alert.alert.id)), .text(Name(alert.severity.rawValue)), .text(tier.tier),
        .count(Int128(tier.requests)), .percent(orBlank: tier.marginBefore),
        .percent(orBlank: tier.marginIfMultiplierStays), .percent(orBlank: tier.customersPay),
        .percent(orBlank: tier.marginIfPriceStays),
        .percent(orBlank: tier.target.flatMap { Quotient.halfEven(Int128($0.millionths), 100) }),
        .multiplier(orBlank: tier.multiplier),
        .multiplier(orBlank: tier.keepPriceMultiplier),
        .multiplier(orBlank: tier.targetMultiplier), .money(tier.costBefore),
        .money(tier.costAfter), .count(Int128(tier.ownKeyRequests)),
        .count(Int128(tier.tierUnpriced)),
      ]
    }
  }
}
