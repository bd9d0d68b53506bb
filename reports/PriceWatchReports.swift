import Ledger
import Pricing
import Simulation
import Tables

extension Report {
  /// Every change, correction, announcement and withdrawal of a price, with what it comes to in 30 days.
  static let priceWatch = Report("price-watch") { PriceWatchTables($0.watch).changes }

  /// What each price alert does to each tier.
  static let priceWatchTiers = Report("price-watch-tiers") { PriceWatchTables($0.watch).tiers }

  /// The price of each class of each model day by day, with the margin of the model.
  static let priceHistory = Report("price-history") { PriceWatchTables($0.watch).history }

  /// Prices that somebody should look at.
  static let priceChecks = Report("price-checks") { PriceWatchTables($0.watch).checks }
}

/// The tables of a price watch.
package struct PriceWatchTables {
  private let watch: PriceWatch

  package init(_ watch: PriceWatch) {
    self.watch = watch
  }

  /// `price-watch.csv`: one row per alert, class, and way of using the model; alerts in their order.
  package var changes: Table {
    let rows = watch.alerts.flatMap { alert in alert.lines.map { (alert, $0) } }
    return Table(
      name: "price-watch", title: "Price watch",
      columns: [
        Column("provider", .text), Column("model", .text), Column("class", .text),
        Column("service_tier", .text), Column("old", .decimal), Column("new", .decimal),
        Column("change_percent", .percent), Column("effective_from", .text),
        Column("recorded_at", .text), Column("source", .text), Column("kind", .text),
        Column("quantity_30_days", .decimal), Column("exposure_usd_per_month", .money),
        Column("severity", .text), Column("worst_tier", .text),
        Column("margin_before_percent", .percent),
        Column("margin_if_multiplier_stays_percent", .percent),
        Column("customers_pay_percent", .percent),
        Column("margin_if_price_stays_percent", .percent),
        Column("keep_price_multiplier", .multiplier), Column("target_multiplier", .multiplier),
        Column("auto_apply", .text), Column("acknowledged", .text), Column("id", .text),
        Column("per", .count), Column("region", .text), Column("context_over", .count),
        Column("called_off_usd_per_month", .money), Column("alert_exposure_usd_per_month", .money),
        Column("price_rows", .text), Column("announced_at", .text),
        Column("own_keys_quantity_30_days", .decimal),
        Column("worst_tier_unpriced_requests", .count),
      ], rowCount: rows.count, order: "most urgent first"
    ) { cells(rows[$0].0, rows[$0].1) }
  }

  private func cells(_ alert: WeighedAlert, _ line: PriceLine) -> [Cell] {
    let per = line.unitClass.defaultPer
    let worst = alert.worstTier
    // A change that was called off: the row that did it, and the announcement, which states the new price.
    let event = alert.alert.events.first {
      $0.kind == .withdrawn && $0.replaced?.place == line.places.first
    }
    let rows = (event.map { [$0.place] } ?? []) + line.places
    return [
      .text(alert.alert.model.provider), .text(alert.alert.model.model),
      .text(Name(line.unitClass.name)), .text(line.use.serviceTier), price(line.old, per),
      price(line.new, per), .percent(orBlank: line.changePercent),
      .text(Name(alert.alert.start)),
      .text(Name(line.recordedAt?.description ?? "")), .text(words(of: rows)),
      .text(Name(alert.alert.kind.rawValue)),
      quantity(line.quantity, of: line.unitClass),
      .money(line.exposure), .text(Name(alert.severity.rawValue)),
      .text(worst?.tier ?? .empty), .percent(orBlank: worst?.marginBefore),
      .percent(orBlank: worst?.marginIfMultiplierStays), .percent(orBlank: worst?.customersPay),
      .percent(orBlank: worst?.marginIfPriceStays),
      .multiplier(orBlank: worst?.keepPriceMultiplier),
      .multiplier(orBlank: worst?.targetMultiplier), .text(Name(alert.autoApply)),
      .text(Name(alert.acknowledgement.map { "\($0.action): \($0.reason)" } ?? "")),
      .text(Name(alert.alert.id)), .count(Int128(per)), .text(line.use.region),
      line.use.band.map { .count(Int128($0)) } ?? .blank, .money(line.exposureCalledOff),
      .money(alert.exposure), .text(Name(places(rows))),
      .text(Name(event?.replaced?.recordedAt?.description ?? "")),
      quantity(line.ownKeysQuantity, of: line.unitClass), .count(orBlank: worst?.tierUnpriced),
    ]
  }

  private func quantity(_ quantity: Int128, of unitClass: UnitClass) -> Cell {
    unitClass == .second ? .seconds(nanoseconds: quantity) : .count(quantity)
  }

  private func price(_ perUnit: Money?, _ per: Int64) -> Cell {
    .money(orBlank: perUnit.map { $0 * per })
  }

  /// The sources of the rows, each once.
  private func words(of places: [Place]) -> Name {
    var words: [String] = []
    for place in places {
      let text = watch.sources[place]?.description ?? ""
      if !text.isEmpty && !words.contains(text) { words.append(text) }
    }
    return Name(words.joined(separator: "; "))
  }

  private func places(_ places: [Place]) -> String {
    places.map(\.fileAndLine).joined(separator: " ")
  }

  /// `price-watch-tiers.csv`: one row per alert and tier.
  package var tiers: Table {
    let rows = watch.alerts.flatMap { alert in alert.tiers.map { (alert, $0) } }
    return Table(
      name: "price-watch-tiers", title: "Price watch by tier",
      columns: [
        Column("id", .text), Column("severity", .text), Column("tier", .text),
        Column("requests", .count), Column("margin_before_percent", .percent),
        Column("margin_if_multiplier_stays_percent", .percent),
        Column("customers_pay_percent", .percent),
        Column("margin_if_price_stays_percent", .percent),
        Column("target_margin_percent", .percent), Column("multiplier", .multiplier),
        Column("keep_price_multiplier", .multiplier), Column("target_multiplier", .multiplier),
        Column("vendor_cost_before_usd", .money), Column("vendor_cost_after_usd", .money),
        Column("own_keys_requests", .count), Column("tier_unpriced_requests", .count),
      ], rowCount: rows.count, order: "most urgent first"
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

  /// `price-history.csv`: one row per model, day and quoted class.
  package var history: Table {
    let rows = watch.history
    return Table(
      name: "price-history", title: "Price history",
      columns: [
        Column("provider", .text), Column("model", .text), Column("day", .day),
        Column("class", .text), Column("price_usd", .decimal), Column("per", .count),
        Column("requests", .count), Column("vendor_cost_usd", .money),
        Column("revenue_usd", .money), Column("margin_usd", .money),
        Column("margin_percent", .percent), Column("service_tier", .text),
        Column("region", .text), Column("context_over", .count),
        Column("unpriced_requests", .count),
      ], rowCount: rows.count, order: "by model and day"
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

  /// `price-checks.csv`: prices that somebody should look at.
  package var checks: Table {
    let rows = watch.checks
    return Table(
      name: "price-checks", title: "Price checks",
      columns: [
        Column("check", .text), Column("provider", .text), Column("model", .text),
        Column("class", .text), Column("service_tier", .text), Column("region", .text),
        Column("context_over", .count), Column("price_usd", .decimal), Column("per", .count),
        Column("effective_from", .text), Column("recorded_at", .text), Column("source", .text),
        Column("price_rows", .text), Column("detail", .text),
      ], rowCount: rows.count, order: "suspicious first"
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
        .text(Name(row.recordedAt?.description ?? "")), .text(words(of: [row.place])),
        .text(Name(places([row.place]))), .text(Name(row.detail)),
      ]
    }
  }
}
