extension StoreView {
  /// The views for an audit: sums that must agree, differences, and unused rows.
  static let ofChecks = [
    StoreView(
      "row_equation",
      "Outcomes of the rows that Assay read. If the figure missing is not 0, do not trust the run.",
      """
      SELECT rows_read, rows_rated, rows_unpriced, rows_duplicate, rows_conflict, rows_rejected,
        rows_outside_period,
        rows_read - rows_rated - rows_unpriced - rows_duplicate - rows_conflict - rows_rejected
          - rows_outside_period AS missing
      FROM (SELECT \(rowMeasures.map { "max(CASE measure WHEN '\($0)' THEN CAST(value AS INTEGER) END) AS \($0)" }
        .joined(separator: ",\n  "))
      FROM summary)
      """),
    StoreView(
      "mismatches_by_model",
      "Each model and kind of mismatch: requests, differences, and the place of the first one.",
      """
      SELECT provider, model, kind, requests, cost_difference_usd, credits_difference, first_file,
        first_line
      FROM (SELECT provider, model, kind, count(*) AS requests,
          \(usd("total(cost_difference_usd)", of: "total(abs(cost_difference_usd))")) AS cost_difference_usd,
          round(sum(credits_difference), 6) AS credits_difference,
          -- With min(), the other columns are those of its row.
          file AS first_file, line AS first_line, min(rowid)
        FROM exception WHERE kind LIKE '%mismatch' GROUP BY provider, model, kind)
      ORDER BY abs(cost_difference_usd) DESC, provider, model, kind
      """),
    StoreView(
      "mismatches_by_user",
      "Each user, or account where the ledger names no user: credits charged too much and too little, largest overcharge first.",
      """
      SELECT coalesce(account_id, user_id) AS user, tier, count(*) AS requests,
        round(total(max(CAST(credits_difference AS REAL), 0)), 6) AS overcharged_credits,
        round(total(max(-CAST(credits_difference AS REAL), 0)), 6) AS undercharged_credits
      FROM exception WHERE kind LIKE '%mismatch' AND credits_difference <> '0'
      GROUP BY user, tier
      ORDER BY overcharged_credits DESC, user, tier
      """),
    StoreView(
      "unpriced_by_model",
      "Each model with unpriced requests: add it to prices/ or aliases.csv.",
      """
      SELECT provider, model, sum(unpriced) AS requests, min(day) AS first_day, max(day) AS last_day
      FROM daily WHERE unpriced > 0
      GROUP BY provider, model ORDER BY requests DESC, provider, model
      """),
    StoreView(
      "rejects_by_code",
      "Each file and reason for rejected rows: their number, the place of the first one, and the estimated cost (NULL: unknown for all).",
      """
      SELECT file, code, count(*) AS rows, min(line) AS first_line,
        \(usd("sum(estimated_cost_usd)")) AS estimated_cost_usd
      FROM reject GROUP BY file, code ORDER BY rows DESC, file, code
      """),
  ]

  private static let rowMeasures = [
    "rows_read", "rows_rated", "rows_unpriced", "rows_duplicate", "rows_conflict", "rows_rejected",
    "rows_outside_period",
  ]
}
