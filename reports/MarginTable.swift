import Tables

/// Revenue less vendor cost against the plans' targets: the table of the six `margin-by-…` reports.
enum MarginTable {
  /// Returns one row per group, in the order given.
  ///
  /// - Parameter word: what the groups are, as in the name of the report and of its first column.
  static func make(by word: String, keyKind: Column.Kind = .text, _ groups: [GroupedTotals])
    -> Table
  {
    Table(
      name: "margin-by-\(word)", title: "Margin by \(word)",
      columns: [Column(word, keyKind)] + measures, rowCount: groups.count,
      order: "lowest margin first", weight: { -groups[$0].totals.margin.attodollars }
    ) { cells(of: groups[$0]) }
  }

  private static let measures = [
    Column("requests", .count), Column("vendor_cost_usd", .money), Column("credits", .credits),
    Column("list_revenue_usd", .money), Column("revenue_usd", .money),
    Column("margin_usd", .money), Column("margin_percent", .percent),
    Column("target_margin_percent", .percent), Column("variance_points", .points),
    Column("negative_margin_requests", .count), Column("unpriced_requests", .count),
  ]

  private static func cells(of group: GroupedTotals) -> [Cell] {
    let totals = group.totals
    return [
      group.key, .count(Int128(totals.requests)), .money(orBlank: totals.knownVendorCost),
      .creditsSum(orBlank: totals.knownMicrocredits), .money(orBlank: totals.knownListRevenue),
      .money(orBlank: totals.knownRevenue), .money(orBlank: totals.knownMargin),
      .percent(orBlank: totals.marginPercent),
      .percent(orBlank: totals.targetPercent), .percent(orBlank: totals.variancePoints),
      .count(orBlank: totals.knownNegativeMargin), .count(Int128(totals.unpriced)),
    ]
  }
}
