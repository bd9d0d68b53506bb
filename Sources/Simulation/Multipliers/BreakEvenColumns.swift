import Ledger
import Tables

extension BreakEven {
  /// The columns of `simulation-break-even.csv`.
  package static let columns = [
    Column("tier", .text), Column("provider", .text), Column("model", .text),
    Column("requests", .count), Column("vendor_cost_usd", .money),
    Column("revenue_usd", .money), Column("margin_usd", .money),
    Column("margin_percent", .percent), Column("multiplier", .multiplier),
    Column("credit_step_usd", .money), Column("credit_step_percent", .percent),
    Column("zero_margin_multiplier", .multiplier), Column("zero_margin_usd", .money),
    Column("zero_margin_multiplier_without_step", .multiplier),
    Column("target_margin_percent", .percent), Column("target_multiplier", .multiplier),
    Column("target_multiplier_margin_percent", .percent),
    Column("target_multiplier_without_step", .multiplier),
  ]

  /// `simulation-break-even.csv`: what multiplier each model needs in each tier.
  package static func table(_ rows: [BreakEven]) -> Table {
    Table(
      name: "simulation-break-even", title: "Break-even",
      columns: columns, rowCount: rows.count, order: "lowest margin first",
      weight: { -rows[$0].totals.margin.attodollars }
    ) { rows[$0].cells }
  }

  private var cells: [Cell] {
    let step = totals.knownRevenue.map { _ in Money(attodollars: stepRevenue) }
    return [
      .text(key.tier), .text(key.provider), .text(key.model), .count(Int128(totals.requests)),
      .money(orBlank: totals.knownVendorCost), .money(orBlank: totals.knownRevenue),
      .money(orBlank: totals.knownMargin),
      .percent(orNil: totals.marginPercent), totals.isUnsold ? .blank : .multiplier(multiplier),
      .money(orBlank: step),
      .percent(
        orNil: Quotient.halfEven(stepRevenue * 1_000_000, totals.revenue.attodollars)),
      .multiplier(orNil: zero?.multiplier),
      zero?.multiplier == nil ? .blank : .money(zero?.margin ?? .zero),
      .multiplier(orNil: zero?.withoutStep),
      .percent(
        orNil: targetMargin.flatMap { Quotient.halfEven(Int128($0.millionths), 100) }),
      .multiplier(orNil: target?.multiplier),
      target?.multiplier == nil ? .blank : .percent(orNil: target?.marginPercent),
      .multiplier(orNil: target?.withoutStep),
    ]
  }
}

extension Cell {
  static func multiplier(orNil multiplier: Multiplier?) -> Cell {
    multiplier.map { .multiplier($0) } ?? .blank
  }
}
