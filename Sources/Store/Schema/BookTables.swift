extension StoreTable {
  /// The books, cell by cell as they are in their files; a blank cell is NULL.
  ///
  /// Rows that do not count (pending, rejected, corrected, recorded later) are here as well.
  static let books = [
    price, alias, derivation, model, multiplier, plan, account, coupon, topUp, allocation,
    entitlement, currency,
  ]

  /// `prices/*.csv`.
  package static let price = book(
    "price",
    "One row per row of prices/*.csv: a vendor's price. Append-only; a row with a later recorded_at corrects an earlier one.",
    [
      StoreColumn("provider", .text, "vendor"),
      StoreColumn("model", .text, "canonical name"),
      StoreColumn("unit_class", .text, "unit class: input, cache_read, output …"),
      StoreColumn(
        "price_usd", .decimal, "USD for per units, exact; NULL: charged, price not known"),
      StoreColumn(
        "per", .decimal,
        "number of units that the price covers; NULL: 1000000 for tokens, otherwise 1"),
      StoreColumn("service_tier", .text, "vendor's tier of service; NULL means standard"),
      StoreColumn("region", .text, "NULL means any"),
      StoreColumn(
        "context_over", .decimal,
        "for requests with more input tokens than this; NULL means the base"),
    ] + dates + [source])

  /// The prices of the rows of `prices/*.csv` with the times at which they are in force.
  package static let priceInForce = StoreTable(
    "price_in_force",
    grain:
      "One row per quoted price and period in force, after corrections and price-sources.csv; sorted by key, then time.",
    columns: [
      StoreColumn("file", .requiredText, "path in the workspace of the row that states it"),
      StoreColumn("line", .requiredCount, "physical line of that row, from 1"),
      StoreColumn("provider", .requiredText, "vendor"),
      StoreColumn("model", .requiredText, "canonical name"),
      StoreColumn("unit_class", .requiredText, "unit class: input, cache_read, output …"),
      StoreColumn("service_tier", .requiredText, "vendor's tier of service"),
      StoreColumn("region", .text, "NULL means any"),
      StoreColumn(
        "context_over", .count,
        "for requests with more input tokens than this; NULL means the base"),
      StoreColumn(
        "price_usd", .decimal,
        "USD per million tokens, or per unit other than a token, exact; NULL: not known"),
      StoreColumn(
        "in_force_from", .text, "first instant in UTC; a day means midnight; NULL: no start"),
      StoreColumn("in_force_to", .text, "end in UTC, exclusive; NULL: no end"),
    ])

  /// `aliases.csv`.
  package static let alias = book(
    "alias", "One row per row of aliases.csv: another name under which a ledger knows a model.",
    [
      StoreColumn("provider", .text, "vendor"),
      StoreColumn("alias", .text, "name in the ledger, or a pattern that it matches"),
      StoreColumn("model", .text, "canonical name"),
    ] + dates + [
      source,
      StoreColumn(
        "match", .text, "exact, prefix, suffix, contains or regex; NULL means exact"),
      StoreColumn("ignore_case", .text, "true if A to Z match a to z; NULL means false"),
    ])

  /// `derivations.csv`.
  package static let derivation = book(
    "derivation",
    "One row per row of derivations.csv: a rule that derives a price from another one.",
    [
      StoreColumn("provider", .text, "vendor; * is any"),
      StoreColumn("unit_class", .text, "unit class that gets a price; NULL means every class"),
      StoreColumn("service_tier", .text, "service tier that gets a price; NULL means standard"),
      StoreColumn(
        "from_unit_class", .text,
        "unit class of the source price; NULL means the same class at standard"),
      StoreColumn("factor", .decimal, "factor on the source price, exact"),
    ] + dates + [
      source,
      StoreColumn("region", .text, "for requests of that region; * is any, NULL for every region"),
      StoreColumn(
        "models", .text,
        "for these models, separated by `;`, * for all others; NULL means every model"),
    ])

  /// `models.csv`.
  package static let model = book(
    "model", "One row per row of models.csv: the class of a model.",
    [
      StoreColumn("provider", .text, "vendor"),
      StoreColumn("model", .text, "canonical name"),
      StoreColumn(
        "class", .text, "free, budget, standard or premium: sets the fee for customers' own keys"),
      StoreColumn("quality_level", .text, "as stated"),
      StoreColumn("capabilities", .text, "as stated"),
    ] + dates + [source])

  /// `multipliers.csv`.
  package static let multiplier = book(
    "multiplier",
    "One row per row of multipliers.csv: a factor on vendor cost. Only approved rows apply.",
    [
      StoreColumn(
        "level", .text,
        "combination, model, provider, tier or default: the first that has a row decides"),
      StoreColumn("tier", .text, "NULL means any"),
      StoreColumn("provider", .text, "NULL means any"),
      StoreColumn("model", .text, "NULL means any"),
      StoreColumn("multiplier", .decimal, "exact"),
      effectiveFrom, effectiveTo,
      StoreColumn("status", .text, "pending, approved or rejected"),
      StoreColumn("requested_by", .text, "requester"),
      StoreColumn(
        "approved_by", .text, "approver; the requester's own approval does not count"),
      StoreColumn("approved_at", .text, "time of approval"),
      StoreColumn("reason", .text, "why"),
      StoreColumn("target_margin_percent", .decimal, "target margin, % of revenue"),
      recordedAt,
    ])

  /// `plans.csv`.
  package static let plan = book(
    "plan", "One row per row of plans.csv: the price, credits and allowed models of a tier.",
    [
      StoreColumn("tier", .text, "tier"),
      StoreColumn("is_free", .text, "true, false, 1 or 0; NULL means false"),
      StoreColumn("monthly_price_usd", .decimal, "USD a month; 0 is a plan without a fee"),
      StoreColumn("monthly_credits", .decimal, "credits a month"),
      StoreColumn("target_margin_percent", .decimal, "target margin, % of revenue"),
      StoreColumn("allowed_models", .text, "names, separated by `;`; NULL means all"),
      effectiveFrom, effectiveTo, recordedAt,
      StoreColumn(
        "rollover_percent", .decimal, "part of the allowance that rolls over, %; NULL: none"),
      StoreColumn("rollover_max_credits", .decimal, "most credits that roll over; NULL: no limit"),
      StoreColumn(
        "overdraft_credits", .decimal, "credits that a balance may fall below 0; NULL: none"),
    ])

  /// `accounts.csv`.
  package static let account = book(
    "account",
    "One row per row of accounts.csv: the plan of an account for its requests without a tier, and its terms. The last row of an account states its terms.",
    [
      StoreColumn("account_id", .text, "account; for requests without one, the user"),
      StoreColumn("plan", .text, "tier of plans.csv"),
      effectiveFrom, effectiveTo, recordedAt,
      StoreColumn("organisation_id", .text, "organisation, and account of its pool; NULL: none"),
      StoreColumn("role", .text, "role in the organisation"),
      StoreColumn("opened_at", .text, "opening of the account"),
      StoreColumn("closed_at", .text, "closing of the account; NULL: open"),
      StoreColumn(
        "pool", .text,
        "use of the pool: after_own, before_own or none; NULL means after_own for a member"),
      StoreColumn("byok_providers", .text, "vendors of the account's own keys, separated by `;`"),
      StoreColumn("tax_percent", .decimal, "tax on its invoices, %"),
    ])

  /// `coupons.csv`.
  package static let coupon = book(
    "coupon", "One row per row of coupons.csv: a coupon, its value and its limits.",
    [
      StoreColumn("code", .text, "code that customers enter"),
      StoreColumn(
        "kind", .text, "credit_bonus, free_month, percentage_discount or fixed_discount"),
      StoreColumn(
        "value", .decimal, "credits, months, percent, or USD per month; NULL: one free month"),
      StoreColumn("valid_from", .text, "first instant; a day means midnight UTC; NULL: no start"),
      StoreColumn("expires_at", .text, "end, exclusive; NULL: no end"),
      StoreColumn("max_uses", .decimal, "limit of redemptions; NULL: none"),
      StoreColumn("per_user_limit", .decimal, "limit of redemptions by one user; NULL means 1"),
      StoreColumn("plans", .text, "plans that may use it, separated by `;`; NULL means all"),
      StoreColumn("months", .decimal, "resets that a discount lasts; NULL means 1"),
      StoreColumn("deactivated_at", .text, "end before expires_at, exclusive; NULL: none"),
      StoreColumn("created_by", .text, "creator"),
      StoreColumn("description", .text, "as stated"),
      recordedAt,
    ])

  /// `topups.csv`.
  package static let topUp = book(
    "topup", "One row per row of topups.csv: a package of credits and its price.",
    [
      StoreColumn("package", .text, "name of the package"),
      StoreColumn("credits", .decimal, "credits of the package"),
      StoreColumn("price_usd", .decimal, "USD; NULL means 0"),
      StoreColumn(
        "valid_days", .decimal, "days of 24 hours until the credits expire; NULL: never"),
      effectiveFrom, effectiveTo,
      StoreColumn("plans", .text, "plans that may buy it, separated by `;`; NULL means all"),
      recordedAt,
    ])

  /// `allocations.csv`.
  package static let allocation = book(
    "allocation",
    "One row per row of allocations.csv: a monthly cap or share of members of an organisation.",
    [
      StoreColumn("organisation_id", .text, "organisation, and account of its pool"),
      StoreColumn("role", .text, "role in the organisation; NULL: any"),
      StoreColumn("account_id", .text, "member; NULL: any"),
      StoreColumn(
        "mode", .text, "cap: most credits drawn a month; transfer: credits received each month"),
      StoreColumn("monthly_credits", .decimal, "credits a month"),
      effectiveFrom,
      StoreColumn("effective_to", .text, "end, exclusive; NULL: no end"),
      recordedAt,
    ])

  /// `entitlements.csv`.
  package static let entitlement = book(
    "entitlement",
    "One row per row of entitlements.csv: the requests that a plan includes, and their limits.",
    [
      StoreColumn("plan", .text, "tier of plans.csv; NULL means any"),
      StoreColumn("capability", .text, "capability of the request; NULL means any"),
      StoreColumn("quality_level", .text, "quality level of the request; NULL means any"),
      StoreColumn("model", .text, "model, before or after aliases; NULL means any"),
      StoreColumn("requests_per_minute", .decimal, "limit in a minute of UTC; NULL: none"),
      StoreColumn("requests_per_day", .decimal, "limit in a reporting day; NULL: none"),
      effectiveFrom, effectiveTo, recordedAt,
    ])

  /// `fx.csv`.
  package static let currency = book(
    "fx", "One row per row of fx.csv: the exchange rate of a currency on a day.",
    [
      StoreColumn("day", .text, "YYYY-MM-DD in the reporting zone"),
      StoreColumn("currency", .text, "as the ledger names it"),
      StoreColumn("usd_per_unit", .decimal, "USD for one unit, exact"),
      source, recordedAt,
    ])

  private static func book(
    _ name: String, _ grain: String, _ columns: [StoreColumn]
  ) -> StoreTable {
    StoreTable(
      name, grain: grain + " Cells as written; NULL means blank.",
      columns: [
        StoreColumn("file", .requiredText, "path in the workspace"),
        StoreColumn("line", .requiredCount, "physical line, from 1"),
      ] + columns, key: ["file", "line"])
  }

  private static let effectiveFrom = StoreColumn(
    "effective_from", .text, "first instant; a day means midnight UTC; NULL: no start")
  private static let effectiveTo = StoreColumn(
    "effective_to", .text, "end, exclusive; NULL: until the next row of the key")
  private static let recordedAt = StoreColumn(
    "recorded_at", .text, "recorded date; NULL: always known")
  private static let dates = [effectiveFrom, effectiveTo, recordedAt]
  private static let source = StoreColumn("source", .text, "source of the row")
}

extension StoreTable {
  /// The columns of a book as its file names them, without the place of the row.
  package var bookColumns: [String] { columns.dropFirst(2).map(\.name) }
}
