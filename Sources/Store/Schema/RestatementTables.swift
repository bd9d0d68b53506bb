import Reports

extension StoreTable {
  /// The lines that were learned of earlier, closed months; empty without closes.
  static let restatement = StoreTable(
    "restatement",
    grain: "One row per closed month, cause, measure and key with a difference, as "
      + "restatement.csv.",
    columns: StoreColumn.columns(
      of: RestatementTable.columns, optional: ["key", "rows", "first_file", "first_line"],
      notes: [
        "key": "tier, or provider and model; NULL: the total",
        "as_closed":
          "figure as closed, with the differences that later closes booked; NULL: not known",
        "difference": "part of the cause; the causes sum to now less as_closed; NULL: not known",
        "rows": "rows of the cause; NULL: not known",
        "first_file": "file of the first of them; NULL: none",
        "first_line": "line of the first of them; NULL: not known",
      ]))
}

extension StoreView {
  /// Questions about earlier, closed months.
  static let ofClosedMonths = [
    StoreView(
      "prior_periods",
      "Each closed month and cause: the differences found since the close, over all tiers and models.",
      """
      SELECT closed_period, cause, \(measures.map { measure in
        "max(CASE measure WHEN '\(measure)' THEN CAST(difference AS REAL) END) AS \(measure)"
      }.joined(separator: ",\n  ")),
        max(rows) AS rows, first_file, first_line
      FROM restatement WHERE key IS NULL
      GROUP BY closed_period, cause ORDER BY min(rowid)
      """)
  ]

  private static let measures = [
    "vendor_cost_usd", "credits", "revenue_usd", "realised_revenue_usd", "margin_usd", "requests",
  ]
}
