import Ledger
import Tables

extension SearchResult {
  /// The columns of `simulation-search.csv`.
  package static let columns = [
    Column("subject", .text), Column("value", .decimal), Column("revenue_usd", .money),
    Column("vendor_cost_usd", .money), Column("margin_usd", .money),
    Column("margin_percent", .percent), Column("scope_revenue_usd", .money),
    Column("scope_vendor_cost_usd", .money), Column("scope_margin_usd", .money),
    Column("scope_margin_percent", .percent), Column("target_margin_percent", .percent),
    Column("reaches_target", .text), Column("credits", .credits),
    Column("free_tier_loss_usd", .money), Column("requests_stopped", .count),
    Column("users_better", .count), Column("users_worse", .count),
  ]

  /// `simulation-search.csv`: what each value comes to.
  package var table: Table {
    Table(
      name: "simulation-search", title: "Search",
      columns: Self.columns, rowCount: points.count, order: "in the order of the values"
    ) { cells($0) }
  }

  private func cells(_ index: Int) -> [Cell] {
    let (point, total) = (points[index], points[index].books.total)
    return [
      .text(Name(search.subject)), .decimal(search.values[index], scale: search.scale),
      .money(orBlank: total.knownRevenue), .money(orBlank: total.knownVendorCost),
      .money(orBlank: total.knownMargin),
      .percent(orNil: total.marginPercent), .money(orBlank: point.scope.knownRevenue),
      .money(orBlank: point.scope.knownVendorCost), .money(orBlank: point.scope.knownMargin),
      .percent(orNil: point.scope.marginPercent),
      .percent(orNil: target.flatMap { Quotient.halfEven(Int128($0.millionths), 100) }),
      target == nil ? .blank : .boolean(reaches(index)),
      .creditsSum(orBlank: total.knownMicrocredits),
      .money(orBlank: point.books.freeTierLoss),
      .count(Int128(point.books.requestsStopped)), .count(Int128(point.effects.count(.better))),
      .count(Int128(point.effects.count(.worse))),
    ]
  }
}
