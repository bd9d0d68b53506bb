extension StoreTable {
  /// The data that lines of `facts.csv` share.
  static let factGroup = StoreTable(
    "fact_group",
    grain: "One row per day and dimensions of the facts, in the order of facts.csv.",
    columns: [number] + groupKeys + [
      StoreColumn(
        "is_free", .count,
        "1 for a free plan, 0 for a paid one; NULL where the plan changed from one to the other within the day"
      )
    ])

  /// Who made the requests.
  static let factUser = StoreTable(
    "fact_user", grain: "One row per account and user with a fact, sorted by both.",
    columns: [number] + userKeys)

  /// Every line of `facts.csv`, whose texts are stored once elsewhere: they would be most of the file.
  static let factLine = StoreTable(
    "fact_line",
    grain:
      "One row per line of facts.csv, in its order; the view fact shows it whole. Only matched is a count that may be NULL. Sales are NULL where no book sets customer prices. It contains no ledger rows.",
    columns: [
      StoreColumn("group_id", .count, "day and dimensions: id of fact_group"),
      StoreColumn("account_user_id", .count, "account and user: id of fact_user"),
    ]
      + lineMeasures.map { column in
        if let other = sameAs[column.name] {
          return StoreColumn(
            column.name, column.kind == .decimal ? .decimal : .count, "NULL where it is \(other)")
        }
        // To be asked of each count whether it is NULL costs SQLite a tenth of its time.
        return column.kind == .decimal ? column : StoreColumn(column.name, .count, column.note)
      })

  /// The data that few lines of `facts.csv` have.
  ///
  /// A column costs time and room in every row, whatever it contains.
  static let factRare = StoreTable(
    "fact_rare",
    grain:
      "One row per line of facts.csv in which one of these is not 0; lines without a row have 0 in all.",
    columns: [StoreColumn("id", .identity, "rowid of fact_line, the number of the line")]
      + factMeasures.filter { rare.contains($0.name) })

  /// The revenue of lines that may be free in part, which their groups cannot state.
  static let factFree = StoreTable(
    "fact_free",
    grain:
      "One row per line of facts.csv with requests of a free plan, where is_free of its fact_group is NULL.",
    columns: [
      StoreColumn("id", .identity, "rowid of fact_line, the number of the line"),
      StoreColumn(
        "requests", .requiredCount, "requests of the free plan, part of those of the line"),
      StoreColumn("credits", .decimal, "credits of the free plan, part of those of the line"),
      StoreColumn("revenue_usd", .decimal, "USD: revenue of the line, all of it of the paid plan"),
      StoreColumn(
        "free_tier_loss_usd", .decimal,
        "USD: vendor cost of the free plan, part of that of the line"),
    ])

  /// The realised revenue of lines, which is known only once the credit ledger was replayed.
  static let factRealised = StoreTable(
    "fact_realised",
    grain:
      "One row per line of facts.csv with realised revenue other than 0; lines without a row have 0. Empty without credits/.",
    columns: [
      StoreColumn("group_id", .requiredCount, "day and dimensions: id of fact_group"),
      StoreColumn("account_user_id", .requiredCount, "account and user: id of fact_user"),
      realisedRevenue,
    ], key: ["group_id", "account_user_id"])

  private static let realisedRevenue = StoreColumn(
    "realised_revenue_usd", .decimal,
    "USD: payments for the credits that events of the period consumed for these requests")

  /// The measures of `facts.csv` that are in `fact_rare`.
  static let rare: Set = [
    "cache_write_1h_tokens", "audio_input_tokens", "audio_output_tokens", "images", "searches",
    "seconds", "unpriced", "negative_margin_requests", "image_input_tokens",
    "image_output_tokens", "audio_cache_read_tokens", "costs_not_converted",
  ]

  /// Figures that nearly always are another one, which then is not kept twice.
  static let sameAs = [
    "recorded_cost_usd": "vendor_cost_usd", "recorded_credits": "credits", "matched": "requests",
  ]

  /// The expressions for measures that follow from others of line `l` and from its group `g`.
  ///
  /// Of a group whose plan changed `fact_free` says what follows from the plan.
  static let derived = [
    "vendor_cost_usd": vendorCost,
    "revenue_usd":
      "CASE g.is_free WHEN 0 THEN l.list_revenue_usd WHEN 1 THEN '0' ELSE coalesce("
      + "(SELECT revenue_usd FROM fact_free WHERE id = l.rowid), l.list_revenue_usd) END",
    "free_tier_loss_usd":
      "CASE WHEN l.credits IS NULL THEN NULL WHEN g.is_free = 0 THEN '0'"
      + " WHEN g.is_free = 1 THEN \(vendorCost) ELSE coalesce("
      + "(SELECT free_tier_loss_usd FROM fact_free WHERE id = l.rowid), '0') END",
  ]

  /// The vendor cost of a line `l` of a group `g`.
  static let vendorCost = "CASE g.byok WHEN 1 THEN '0' ELSE l.notional_cost_usd END"

  /// The measures of `factMeasures` that are in `fact_line`.
  static let lineMeasures = factMeasures.filter {
    !rare.contains($0.name) && derived[$0.name] == nil
  }

  private static let number = StoreColumn("id", .identity, "id in other tables")

  private static let groupKeys = [
    dayKey, tierKey, providerKey, modelKey, serviceKey,
    StoreColumn("service_tier", .requiredText, "vendor's tier of service: standard, batch, flex …"),
    StoreColumn("status", .requiredText, "completed, failed, cancelled …"),
    StoreColumn("byok", .requiredCount, "1 where the key was the customer's own, otherwise 0"),
  ]

  static let userKeys = [
    StoreColumn("account_id", .requiredText, "empty where the ledger has none"),
    StoreColumn("user_id", .requiredText, "empty where the ledger has none"),
  ]

  /// The columns of the view `fact`, and how each is found.
  static let factColumns: [(name: String, expression: String)] =
    groupKeys.map { ($0.name, "g.\($0.name)") } + userKeys.map { ($0.name, "u.\($0.name)") }
    + factMeasures.map { column in
      let name = column.name
      // Only with a type of its own does what is coalesced compare with numbers and texts as its column would. A count
      // may be REAL, which INTEGER would cut off.
      if rare.contains(name) {
        return column.kind == .decimal
          ? (name, "CAST(coalesce(r.\(name), '0') AS TEXT)")
          : (name, "CAST(coalesce(r.\(name), 0) AS NUMERIC)")
      }
      let type = column.kind == .decimal ? "TEXT" : "NUMERIC"
      if let expression = derived[name] { return (name, "CAST(\(expression) AS \(type))") }
      guard let other = sameAs[name] else { return (name, "l.\(name)") }
      return (name, "CAST(coalesce(l.\(name), \(derived[other] ?? "l.\(other)")) AS \(type))")
    }
    + [
      (
        "realised_revenue_usd",
        "CAST(CASE WHEN l.credits IS NOT NULL THEN coalesce((SELECT realised_revenue_usd"
          + " FROM fact_realised AS p WHERE p.group_id = l.group_id"
          + " AND p.account_user_id = l.account_user_id), '0') END AS TEXT)"
      )
    ]

  /// The sums of a line: the measures of `facts.csv`, in its order, then the free-tier loss.
  static let factMeasures = measures + [freeTierLoss]

  /// The facts over all users, statuses and service tiers: small enough to answer at once.
  static let daily = StoreTable(
    "daily",
    grain:
      "The facts summed over users, statuses, service tiers and keys: one row per day, tier, provider, model, service. Money and credits are NULL where no request has a price. Sales are NULL where no book sets customer prices, and recorded figures where the ledger has none.",
    columns: [dayKey, tierKey, providerKey, modelKey, serviceKey]
      + measures.map {
        $0.name == "negative_margin_requests" ? StoreColumn($0.name, .count, $0.note) : $0
      } + [
        freeTierLoss,
        StoreColumn(
          "targeted_revenue_usd", .decimal, "USD: revenue of plans that state a target margin"),
        StoreColumn(
          "target_margin_usd", .decimal,
          "USD: the margin at which that revenue meets its targets; 26 decimals"),
        StoreColumn("free_requests", .requiredCount, "requests of free plans, part of requests"),
        StoreColumn("free_credits", .decimal, "credits of free plans, part of credits"),
      ], key: ["day", "tier", "provider", "model", "service"])

  private static let dayKey = StoreColumn("day", .requiredText, "YYYY-MM-DD in the reporting zone")
  static let tierKey = StoreColumn("tier", .requiredText, "tier of the customer")
  static let providerKey = StoreColumn("provider", .requiredText, "vendor")
  static let modelKey = StoreColumn("model", .requiredText, "model after aliases")
  private static let serviceKey = StoreColumn("service", .requiredText, "chat, embedding …")

  private static let freeTierLoss = StoreColumn(
    "free_tier_loss_usd", .decimal, "USD: vendor cost of free plans, part of vendor_cost_usd")

  /// The measures of `facts.csv`, in its order.
  private static let measures = [
    StoreColumn("requests", .requiredCount, "requests, rated and unpriced"),
    StoreColumn("input_tokens", .requiredCount, "tokens of input at full price"),
    StoreColumn(
      "cache_read_tokens", .requiredCount, "tokens of input read from the vendor's cache"),
    StoreColumn("cache_write_5m_tokens", .requiredCount, "tokens kept in the cache for 5 minutes"),
    StoreColumn("cache_write_1h_tokens", .requiredCount, "tokens kept in the cache for an hour"),
    StoreColumn("output_tokens", .requiredCount, "tokens of output without reasoning"),
    StoreColumn(
      "reasoning_tokens", .requiredCount, "tokens of output for reasoning, not shown to the user"),
    StoreColumn("audio_input_tokens", .requiredCount, "tokens of audio input"),
    StoreColumn("audio_output_tokens", .requiredCount, "tokens of audio output"),
    StoreColumn("images", .requiredCount, "images"),
    StoreColumn("searches", .requiredCount, "searches"),
    StoreColumn("seconds", .decimal, "seconds, exact to 9 decimals"),
    StoreColumn(
      "vendor_cost_usd", .decimal,
      "USD: cost according to the price book, 0 for customers' own keys"),
    StoreColumn(
      "notional_cost_usd", .decimal,
      "USD: cost according to the price book, including requests with customers' own keys"),
    StoreColumn("credits", .decimal, "credits that customers should pay"),
    StoreColumn("list_revenue_usd", .decimal, "value of these credits, USD"),
    StoreColumn("revenue_usd", .decimal, "USD: the same for paid plans, 0 for free ones"),
    StoreColumn(
      "recorded_cost_usd", .decimal,
      "USD that the ledger recorded, without the requests of costs_not_recorded and costs_not_converted"
    ),
    StoreColumn(
      "recorded_credits", .decimal,
      "credits that the ledger recorded as deducted, without the requests of credits_not_recorded"
    ),
    StoreColumn("matched", .requiredCount, "requests recorded as expected"),
    StoreColumn("rounding", .requiredCount, "requests within the tolerance"),
    StoreColumn("mismatched", .requiredCount, "requests whose cost or credits differ"),
    StoreColumn(
      "unpriced", .requiredCount,
      "requests without a price: excluded from cost, credits and revenue"),
    StoreColumn(
      "negative_margin_requests", .requiredCount, "requests that earned less than they cost"),
    StoreColumn("image_input_tokens", .requiredCount, "tokens of images in the input"),
    StoreColumn("image_output_tokens", .requiredCount, "tokens of images in the output"),
    StoreColumn(
      "audio_cache_read_tokens", .requiredCount, "tokens of audio read from the vendor's cache"),
    StoreColumn(
      "costs_not_recorded", .requiredCount,
      "requests without a recorded cost: excluded from the recorded sum"),
    StoreColumn(
      "costs_not_converted", .requiredCount,
      "requests whose recorded cost has no exchange rate: excluded from the recorded sum"),
    StoreColumn(
      "credits_not_recorded", .requiredCount,
      "requests without recorded credits: excluded from the recorded sum"),
  ]
}
