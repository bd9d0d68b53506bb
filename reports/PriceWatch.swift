import Ledger
import Pricing
import Simulation
import Tables

extension Report {
  /// Every change, correction, announcement and withdrawal of a price, with what it comes to in 30 days.
  ///
  /// One row per alert, class, and way of using the model; alerts in their order.
  package static let priceWatch = Report(
    "price-watch", "Price watch",
    columns: [
      .provider, .model,
      .text(
        "class",
        "Unit class of the price: a class of tokens, a second, an image, a search, a request."),
      .serviceTier,
      .decimal("old", "Price before the change in USD, for the number of units in per."),
      .decimal(
        "new", "The same after the change; for a withdrawn change, the planned price."),
      .percent("change_percent", "Change as a percentage of the old price."),
      .text("effective_from", "Effective date of the price, in UTC; blank means always."),
      .text("recorded_at", "Recorded date of this price."),
      .source,
      .text("kind", "change, correction, announced, or withdrawn."),
      .decimal(
        "quantity_30_days", "Units of the 30 days before, without those of customers' own keys."),
      .money("exposure_usd_per_month", "Price difference times that quantity."),
      .text(
        "severity",
        "critical: a tier below zero or far under its target; warning: under target; otherwise info."
      ),
      .text("worst_tier", "The tier whose margin falls lowest; blank where none falls."),
      .percent("margin_before_percent", "Margin of that tier in those 30 days."),
      .marginIfMultiplierStaysPercent, .customersPayPercent,
      .marginIfPriceStaysPercent, .keepPriceMultiplier, .targetMultiplier,
      .text("auto_apply", "Action that needs no approval, by the thresholds of the settings."),
      .text("acknowledged", "Acknowledgement of the alert in price-acks.csv."),
      .text("id", "Name of the alert, for assay watch --acknowledge."),
      .count("per", "Units that the prices in old and new cover."),
      .region, .contextOver,
      .money("called_off_usd_per_month", "Cost of a cancelled change, had it applied."),
      .money("alert_exposure_usd_per_month", "Sum of the exposures of the alert."),
      .text(
        "price_rows",
        "Rows of the books that state the new price, as file:line: first a row that withdrew it, last a row that ended."
      ),
      .text("announced_at", "First recorded date of a withdrawn change."),
      .decimal(
        "own_keys_quantity_30_days",
        "Units used in those 30 days with customers' own keys, which no exposure counts."),
      .count(
        "worst_tier_unpriced_requests",
        "Requests of the worst tier in these days without a price: its margins exclude them."),
    ]
  ) { report, input in
    let rows = input.watch.alerts.flatMap { alert in alert.lines.map { (alert, $0) } }
    return report.table(
      rows.count, order: "most urgent first"
    ) { cells(rows[$0].0, rows[$0].1, of: input.watch) }
  }

  private static func cells(
    _ alert: AlertExposure, _ line: PriceLine, of watch: PriceWatch
  ) -> [Cell] {
    let per = line.unitClass.defaultPer
    let worst = alert.worstTier
    // A change that was called off: the row that did it, and the announcement, which states the new price.
    let event = alert.alert.events.first {
      $0.kind == .withdrawn && $0.replaced?.place == line.places.first
    }
    let rows = (event.map { [$0.place] } ?? []) + line.places
    return [
      .text(alert.alert.model.provider), .text(alert.alert.model.model),
      .text(Name(line.unitClass.name)), .text(line.use.serviceTier), priceCell(line.old, per),
      priceCell(line.new, per), .percent(orBlank: line.changePercent),
      .text(Name(alert.alert.start)),
      .text(Name(line.recordedAt?.description ?? "")), .text(watch.sources(of: rows)),
      .text(Name(alert.alert.kind.rawValue)),
      quantityCell(line.quantity, of: line.unitClass),
      .money(line.exposure), .text(Name(alert.severity.rawValue)),
      .text(worst?.tier ?? .empty), .percent(orBlank: worst?.marginBefore),
      .percent(orBlank: worst?.marginIfMultiplierStays), .percent(orBlank: worst?.customersPay),
      .percent(orBlank: worst?.marginIfPriceStays),
      .multiplier(orBlank: worst?.keepPriceMultiplier),
      .multiplier(orBlank: worst?.targetMultiplier), .text(Name(alert.autoApply)),
      .text(Name(alert.acknowledgement.map { "\($0.action): \($0.reason)" } ?? "")),
      .text(Name(alert.alert.id)), .count(Int128(per)), .text(line.use.region),
      line.use.band.map { .count(Int128($0)) } ?? .blank, .money(line.exposureCalledOff),
      .money(alert.exposure), .text(Name(rows.listed)),
      .text(Name(event?.replaced?.recordedAt?.description ?? "")),
      quantityCell(line.ownKeysQuantity, of: line.unitClass), .count(orBlank: worst?.tierUnpriced),
    ]
  }

  private static func priceCell(_ perUnit: Money?, _ per: Int64) -> Cell {
    .money(orBlank: perUnit.map { $0 * per })
  }

  private static func quantityCell(_ quantity: Int128, of unitClass: UnitClass) -> Cell {
    unitClass == .second ? .seconds(nanoseconds: quantity) : .count(quantity)
  }
}

extension PriceWatch {
  /// The sources of the rows, each once.
  func sources(of places: [Place]) -> Name {
    var words: [String] = []
    for place in places {
      let text = sources[place]?.description ?? ""
      if !text.isEmpty && !words.contains(text) { words.append(text) }
    }
    return Name(words.joined(separator: "; "))
  }
}

extension [Place] {
  /// The places, as file:line, a blank between them.
  var listed: String { map(\.fileAndLine).joined(separator: " ") }
}
