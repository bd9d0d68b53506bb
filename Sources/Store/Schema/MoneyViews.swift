extension StoreView {
  /// The facts with their texts.
  static let ofFacts = [
    StoreView(
      "fact",
      "Every line of facts.csv in its order, exact: day, dimensions, account, user and measures. Sales are NULL where no book sets customer prices; facts.csv has 0 there.",
      // With CROSS JOIN the lines stay in their order.
      """
      SELECT \(StoreTable.factColumns.map { "\($0.expression) AS \($0.name)" }
        .joined(separator: ",\n  "))
      FROM fact_line AS l CROSS JOIN fact_group AS g ON g.id = l.group_id
        CROSS JOIN fact_user AS u ON u.id = l.account_user_id
        LEFT JOIN fact_rare AS r ON r.id = l.rowid
      """)
  ]

  /// The views for finance and product: margin, cost, use.
  ///
  /// All but the last two are sums of `daily`.
  static let ofMoney = [
    marginBy("tier", "tier", of: daysOfTiers),
    marginBy("model", "provider, model", of: "daily"),
    marginBy("service", "service", of: "daily"),
    StoreView(
      "daily_usage",
      "Each day: requests, tokens, cost, revenue and margin over all tiers and models.",
      """
      SELECT day, sum(requests) AS requests,
        sum(input_tokens) AS input_tokens,
        sum(cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens) AS cache_tokens,
        sum(output_tokens + reasoning_tokens) AS output_tokens,
        \(cost), \(revenue(knownIf: isRevenueKnown)),
        \(margin(knownIf: isRevenueKnown)), sum(unpriced) AS unpriced_requests
      FROM daily GROUP BY day ORDER BY day
      """),
    StoreView(
      "cost_by_provider_month",
      "Each month and vendor: cost according to the price book, recorded cost, and their difference. Requests that lack one of them count too.",
      """
      SELECT substr(day, 1, 7) AS month, provider, sum(requests) AS requests,
        \(cost), CASE WHEN \(isRecorded) THEN \(usd("total(recorded_cost_usd)", of: "total(abs(recorded_cost_usd))")) END
          AS recorded_cost_usd,
        CASE WHEN \(isPriced) AND \(isRecorded)
          THEN \(usd("total(recorded_cost_usd) - total(vendor_cost_usd)", of: larger("recorded_cost_usd"))) END AS difference_usd,
        sum(unpriced) AS unpriced_requests, sum(costs_not_recorded) AS costs_not_recorded,
        sum(costs_not_converted) AS costs_not_converted
      FROM daily GROUP BY month, provider ORDER BY month, \(ranked("total(vendor_cost_usd)")) DESC, provider
      """),
    StoreView(
      "free_tier_loss_by_model_month",
      "Each month and model: vendor cost of requests of free plans.",
      """
      SELECT substr(day, 1, 7) AS month, provider, model,
        sum(free_requests) AS requests, \(ifPriced(usd("total(free_tier_loss_usd)"))) AS free_tier_loss_usd,
        sum(unpriced) AS unpriced_requests
      FROM daily WHERE free_requests > 0
      GROUP BY month, provider, model
      ORDER BY month, \(ranked("total(free_tier_loss_usd)")) DESC, provider, model
      """),
    StoreView(
      "worst_free_users",
      "Users of free plans by vendor cost, with shares of the whole loss in %.",
      """
      WITH loss AS (
        SELECT CASE user_id WHEN '' THEN account_id ELSE user_id END AS user,
          sum(coalesce(f.requests, l.requests)) AS requests,
          total(coalesce(f.credits, l.credits)) AS credits,
          total(coalesce(f.free_tier_loss_usd, \(StoreTable.vendorCost))) AS loss_usd,
          total(r.unpriced) AS unpriced
        FROM fact_line AS l CROSS JOIN fact_group AS g ON g.id = l.group_id
          CROSS JOIN fact_user AS u ON u.id = l.account_user_id
          LEFT JOIN fact_free AS f ON f.id = l.rowid LEFT JOIN fact_rare AS r ON r.id = l.rowid
        WHERE g.is_free OR f.id IS NOT NULL GROUP BY user)
      SELECT row_number() OVER worst AS rank, user, requests,
        CASE WHEN unpriced < requests THEN round(credits, 6) END AS credits,
        CASE WHEN unpriced < requests THEN \(usd("loss_usd")) END AS free_tier_loss_usd,
        round(100 * loss_usd / sum(loss_usd) OVER (), 4) AS share_percent,
        round(100 * sum(loss_usd) OVER (worst ROWS UNBOUNDED PRECEDING) / sum(loss_usd) OVER (), 4)
          AS cumulative_share_percent,
        CAST(unpriced AS INTEGER) AS unpriced_requests
      FROM loss WINDOW worst AS (ORDER BY \(ranked("loss_usd")) DESC, user)
      ORDER BY rank
      """),
    StoreView(
      "margin_by_user",
      "Each account and user: cost, revenue and margin over the whole period, lowest margin first.",
      """
      SELECT account_id, user_id, sum(requests) AS requests,
        \(cost), \(revenue(knownIf: isKnownOfUser)),
        \(margin(knownIf: isKnownOfUser)), count(DISTINCT day) AS days, sum(unpriced) AS unpriced_requests
      FROM fact GROUP BY account_id, user_id
      ORDER BY \(ranked("total(revenue_usd) - total(vendor_cost_usd)", of: larger("revenue_usd"))), account_id, user_id
      """),
  ]

  /// The views of sums by account and month.
  static let ofMonths = [
    marginByMonth("account", "account_id"), marginByMonth("tier_model", "tier, provider, model"),
  ]

  private static func marginByMonth(_ word: String, _ columns: String) -> StoreView {
    func amount(_ name: String) -> String {
      "(total(\(name)_nanousd) / 1e9 + total(\(name)_attousd) / 1e18)"
    }
    let (cost, revenue) = (amount("vendor_cost"), amount("revenue"))
    let isRevenueKnown = """
      (total(CASE is_free WHEN 0 THEN unpriced END) = 0
            OR total(CASE is_free WHEN 0 THEN unpriced END) < total(CASE is_free WHEN 0 THEN requests END))
      """
    return StoreView(
      "margin_by_\(word)_month",
      "Each month and \(columns.replacing("_id", with: "")), of all rows read: users, cost, revenue and margin in USD, and margin in %.",
      """
      SELECT month, \(columns),
        count(DISTINCT CASE user_id WHEN '' THEN account_id ELSE user_id END) AS users,
        sum(requests) AS requests, \(ifPriced(usd(cost))) AS vendor_cost_usd,
        \(ifSold(isRevenueKnown, usd(revenue))) AS revenue_usd,
        \(ifSold("\(isPriced) AND \(isRevenueKnown)", usd("\(revenue) - \(cost)", of: "max(\(revenue), \(cost))")))
          AS margin_usd,
        \(ifSold("\(isPriced) AND \(isRevenueKnown)", "round(100 * (\(revenue) - \(cost)) / nullif(\(revenue), 0), 4)"))
          AS margin_percent, sum(unpriced) AS unpriced_requests
      FROM account_month GROUP BY month, \(columns) ORDER BY month, \(columns)
      """)
  }

  private static func marginBy(
    _ word: String, _ columns: String, of rows: String
  ) -> StoreView {
    StoreView(
      "margin_by_\(word)_month",
      "Each month and \(word): cost, revenue, and margin against the target of the plans, in USD, % and points.",
      """
      SELECT substr(day, 1, 7) AS month, \(columns), sum(requests) AS requests,
        \(cost), \(ifSold(isPriced, "round(total(credits), 6)")) AS credits,
        \(revenue(knownIf: isRevenueKnown)), \(margin(knownIf: isRevenueKnown)),
        \(marginPercent) AS margin_percent,
        \(targetPercent) AS target_margin_percent,
        CASE WHEN \(isTargeted) THEN
          round(100 * (total(revenue_usd) - total(vendor_cost_usd)) / nullif(total(revenue_usd), 0)
            - 100 * total(target_margin_usd) / nullif(total(targeted_revenue_usd), 0), 4)
          END AS variance_points, sum(unpriced) AS unpriced_requests
      FROM \(rows) GROUP BY month, \(columns) ORDER BY month, \(columns)
      """)
  }

  /// The rows of `daily` summed by day and tier, which is their order: so only few need sorting by month,
  /// which takes half the time off.
  private static let daysOfTiers = """
    (SELECT day, tier, sum(requests) AS requests, sum(unpriced) AS unpriced, total(credits) AS credits,
        sum(free_requests) AS free_requests,
        total(vendor_cost_usd) AS vendor_cost_usd, total(revenue_usd) AS revenue_usd,
        total(targeted_revenue_usd) AS targeted_revenue_usd,
        total(target_margin_usd) AS target_margin_usd
      FROM daily GROUP BY day, tier)
    """

  /// USD with the 14 digits that sums of binary fractions are good for, at most 12 decimals; prices go down to 10⁻⁹ and
  /// below.
  ///
  /// - Parameter largest: the size of what was added or taken away, where that is not the sum itself.
  static func usd(_ sum: String, of largest: String? = nil) -> String {
    rounded(sum, to: 14, of: largest ?? sum)
  }

  /// A sum by which rows are put in order: what binary arithmetic alone tells apart is equal, as it is in the reports.
  private static func ranked(_ sum: String, of largest: String? = nil) -> String {
    rounded(sum, to: 13, of: largest ?? sum)
  }

  private static func rounded(_ sum: String, to digits: Int, of largest: String) -> String {
    "round(\(sum), min(\(digits - 2), \(digits) - length(CAST(abs(\(largest)) AS INTEGER))))"
  }

  /// The larger of the vendor cost and another sum of USD.
  private static func larger(_ column: String) -> String {
    "max(total(abs(\(column))), total(vendor_cost_usd))"
  }

  private static let cost = "\(ifPriced(usd("total(vendor_cost_usd)"))) AS vendor_cost_usd"

  private static func revenue(knownIf isKnown: String) -> String {
    "\(ifSold(isKnown, usd("total(revenue_usd)"))) AS revenue_usd"
  }

  private static func margin(knownIf isKnown: String) -> String {
    let figure = usd("total(revenue_usd) - total(vendor_cost_usd)", of: larger("revenue_usd"))
    return ifSold("\(isPriced) AND \(isKnown)", figure) + " AS margin_usd"
  }

  /// Not where requests have no price, and none has one.
  private static let isPriced = "(sum(unpriced) = 0 OR sum(unpriced) < sum(requests))"

  /// Not where no request has a recorded cost in USD.
  private static let isRecorded =
    "(sum(costs_not_recorded + costs_not_converted) < sum(requests))"

  /// Not where requests that customers pay for have no price, and none has one; of rows of which each is of one plan.
  private static let isRevenueKnown = """
    (sum(CASE WHEN free_requests < requests THEN unpriced ELSE 0 END) = 0
          OR sum(CASE WHEN free_requests < requests THEN unpriced ELSE 0 END) < sum(requests - free_requests))
    """

  /// The same of facts: where nothing was earned, and some requests of a tier that is not always free have no price.
  private static let isKnownOfUser = """
    (total(revenue_usd) <> 0 OR total(CASE WHEN unpriced > 0
          AND tier IN (SELECT tier FROM fact_group WHERE is_free IS NOT 1) THEN unpriced END) = 0)
    """

  /// A figure that is NULL where requests have no price, and none has one.
  private static func ifPriced(_ figure: String) -> String {
    "CASE WHEN \(isPriced) THEN \(figure) END"
  }

  /// A figure that is NULL where nothing is sold, or it is not known.
  private static func ifSold(_ isKnown: String, _ figure: String) -> String {
    "CASE WHEN (SELECT is_sold FROM run) AND \(isKnown) THEN \(figure) END"
  }

  private static let marginPercent =
    "round(100 * (total(revenue_usd) - total(vendor_cost_usd)) / nullif(total(revenue_usd), 0), 4)"

  /// Not where a part of the revenue has no target; where all has, both sums are of the same numbers.
  private static let isTargeted = "total(targeted_revenue_usd) = total(revenue_usd)"

  private static let targetPercent = """
    CASE WHEN \(isTargeted)
          THEN round(100 * total(target_margin_usd) / nullif(total(targeted_revenue_usd), 0), 4) END
    """
}
