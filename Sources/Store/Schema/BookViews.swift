extension StoreView {
  /// What the books say, with their blanks filled in.
  static let ofBooks = [
    StoreView(
      "price_list",
      "Every quoted price in USD per million tokens, or per unit where it is no token, by model and date.",
      """
      SELECT provider, model, unit_class, coalesce(service_tier, 'standard') AS service_tier, region,
        CAST(coalesce(context_over, 0) AS INTEGER) AS context_over,
        \(isUnit) AS is_per_unit,
        CASE WHEN \(isUnit) THEN price_usd / CAST(coalesce(per, 1) AS REAL)
          ELSE price_usd * 1e6 / CAST(coalesce(per, 1000000) AS REAL) END AS price_usd,
        effective_from, effective_to, recorded_at, source, file, line
      FROM price
      ORDER BY provider, model, unit_class, service_tier, region, context_over, effective_from, recorded_at
      """),
    StoreView(
      "price_changes", "Each change of a quoted price: before, after, and by how many %.",
      """
      SELECT provider, model, unit_class, service_tier, effective_from, before_usd, price_usd AS after_usd,
        round(100 * (price_usd - before_usd) / nullif(before_usd, 0), 4) AS change_percent, file, line
      FROM (SELECT *, lag(price_usd) OVER (
          PARTITION BY provider, model, unit_class, service_tier, region, context_over
          ORDER BY effective_from, recorded_at) AS before_usd
        FROM price_list)
      WHERE before_usd <> price_usd
      ORDER BY effective_from, provider, model, unit_class, service_tier
      """),
    StoreView(
      "multipliers_not_applied", "Rows of the multiplier book that do not count, and why.",
      """
      SELECT CASE lower(status) WHEN 'approved' THEN 'approved by its requester' ELSE status END AS why,
        level, tier, provider, model, CAST(multiplier AS REAL) AS multiplier, effective_from,
        requested_by, approved_by, reason, file, line
      FROM multiplier WHERE lower(status) <> 'approved' OR requested_by = approved_by
      ORDER BY file, line
      """),
  ]

  /// Whether a class is priced by the unit rather than by the million.
  private static let isUnit = "unit_class IN ('image', 'search', 'second', 'request')"
}
