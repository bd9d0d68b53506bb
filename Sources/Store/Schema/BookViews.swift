extension StoreView {
  /// The views of the books, with blanks filled in.
  static let ofBooks = [
    StoreView(
      "price_list",
      "Every quoted price in USD per million tokens, or per unit other than a token, by model and date.",
      """
      SELECT provider, model, unit_class, coalesce(service_tier, 'standard') AS service_tier, region,
        CAST(coalesce(context_over, 0) AS INTEGER) AS context_over,
        \(isUnit) AS is_per_unit,
        CASE WHEN \(isUnit) THEN price_usd / CAST(coalesce(per, 1) AS REAL)
          ELSE price_usd * 1e6 / CAST(coalesce(per, 1000000) AS REAL) END AS price_usd,
        effective_from, effective_to, recorded_at, source, file, line
      FROM price
      ORDER BY provider, model, unit_class, service_tier, region, context_over,
        julianday(effective_from), julianday(recorded_at), file, line
      """),
    StoreView(
      "price_changes",
      "Each change of a quoted price in force: before (NULL after a time without one), after, and the change in %.",
      // Where the last price had ended before, none was in force: the watch says so as well.
      """
      SELECT provider, model, unit_class, service_tier, in_force_from AS effective_from,
        CAST(before_usd AS REAL) AS before_usd, CAST(price_usd AS REAL) AS after_usd,
        round(100 * (price_usd - before_usd) / nullif(CAST(before_usd AS REAL), 0), 4)
          AS change_percent, file, line
      FROM (SELECT *, CASE lag(in_force_to) OVER own WHEN in_force_from THEN lag(price_usd) OVER own
            END AS before_usd,
          row_number() OVER own AS number
        FROM price_in_force WINDOW own AS (
          PARTITION BY provider, model, unit_class, service_tier, region, context_over
          ORDER BY rowid))
      WHERE number > 1 AND before_usd IS NOT price_usd
      -- Without the Z, texts of instants are in the order of time, whatever their decimals.
      ORDER BY rtrim(effective_from, 'Z'), provider, model, unit_class, service_tier, region,
        context_over
      """),
    StoreView(
      "multipliers_not_applied",
      "Rows of the multiplier book that do not apply for lack of another person's approval, with the reason.",
      """
      SELECT CASE lower(status) WHEN 'approved' THEN 'approved by its requester' ELSE status END AS why,
        level, tier, provider, model, CAST(multiplier AS REAL) AS multiplier, effective_from,
        requested_by, approved_by, reason, file, line
      FROM multiplier AS m
      WHERE lower(status) = 'rejected'
        OR lower(status) = 'approved' AND lower(requested_by) = lower(approved_by)
        OR lower(status) = 'pending'
        -- A row that a later row decides on is no longer pending.
        AND NOT EXISTS (SELECT 1 FROM multiplier AS d WHERE d.line > m.line AND d.level IS m.level
          AND d.tier IS m.tier AND d.provider IS m.provider AND d.model IS m.model
          AND CAST(d.multiplier AS REAL) = CAST(m.multiplier AS REAL)
          AND julianday(d.effective_from) IS julianday(m.effective_from)
          AND julianday(d.effective_to) IS julianday(m.effective_to)
          AND (julianday(d.recorded_at) > julianday((SELECT as_known_at FROM run))) IS NOT 1
          AND (lower(d.status) = 'rejected'
            OR lower(d.status) = 'approved' AND (lower(d.requested_by) = lower(d.approved_by)) IS NOT 1))
      ORDER BY file, line
      """),
  ]

  /// The SQL condition for a class that is priced by the unit rather than by the million.
  private static let isUnit = "unit_class IN ('image', 'search', 'second', 'request')"
}
