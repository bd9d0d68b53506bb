extension StoreTable {
  /// The books, cell by cell as they stand in their files; a blank cell is NULL.
  ///
  /// Rows that do not count (pending, rejected, corrected, recorded later) are here as well.
  static let books = [price, alias, derivation, model, multiplier, plan, account, currency]

  /// `prices/*.csv`.
  package static let price = book(
    "price",
    "One row per row of prices/*.csv: what a vendor charges. Append-only; a later recorded_at corrects.",
    [
      StoreColumn("provider", .text, "vendor"),
      StoreColumn("model", .text, "canonical name"),
      StoreColumn("unit_class", .text, "input, cache_read, output …: what is priced"),
      StoreColumn(
        "price_usd", .decimal, "USD for per units, exact; NULL: charged, price not known"),
      StoreColumn("per", .decimal, "units the price is for; NULL: 1000000 for tokens, else 1"),
      StoreColumn("service_tier", .text, "vendor's tier of service; NULL is standard"),
      StoreColumn("region", .text, "NULL is any"),
      StoreColumn(
        "context_over", .decimal, "for requests with more input tokens than this; NULL is the base"),
    ] + dates + [source])

  /// The prices of the rows of `prices/*.csv` with the times at which they are in force.
  package static let priceInForce = StoreTable(
    "price_in_force",
    grain:
      "One row per quoted price and time in which it is in force, after corrections and price-sources.csv; by what it is for, then time.",
    columns: [
      StoreColumn("file", .requiredText, "path in the workspace of the row that states it"),
      StoreColumn("line", .requiredCount, "physical line of that row, from 1"),
      StoreColumn("provider", .requiredText, "vendor"),
      StoreColumn("model", .requiredText, "canonical name"),
      StoreColumn("unit_class", .requiredText, "input, cache_read, output …: what is priced"),
      StoreColumn("service_tier", .requiredText, "vendor's tier of service"),
      StoreColumn("region", .text, "NULL is any"),
      StoreColumn(
        "context_over", .count,
        "for requests with more input tokens than this; NULL is the base"),
      StoreColumn(
        "price_usd", .decimal,
        "USD per million tokens, or per unit other than a token, exact; NULL: not known"),
      StoreColumn("in_force_from", .text, "first instant, UTC, a day is midnight; NULL is always"),
      StoreColumn("in_force_to", .text, "first instant no more, UTC; NULL is for good"),
    ])

  /// `aliases.csv`.
  package static let alias = book(
    "alias", "One row per row of aliases.csv: another name under which a ledger knows a model.",
    [
      StoreColumn("provider", .text, "vendor"),
      StoreColumn("alias", .text, "name in the ledger, or what it must hold"),
      StoreColumn("model", .text, "canonical name"),
    ] + dates + [
      source,
      StoreColumn(
        "match", .text, "exact, prefix, suffix, contains or regex; NULL is exact"),
      StoreColumn("ignore_case", .text, "whether A to Z count as a to z; NULL is false"),
    ])

  /// `derivations.csv`.
  package static let derivation = book(
    "derivation",
    "One row per row of derivations.csv: how a price that is not quoted follows from another.",
    [
      StoreColumn("provider", .text, "vendor; * is any"),
      StoreColumn("unit_class", .text, "what gets a price; NULL is every class"),
      StoreColumn("service_tier", .text, "tier of service that gets a price; NULL is standard"),
      StoreColumn(
        "from_unit_class", .text, "what it follows from; NULL is the same class at standard"),
      StoreColumn("factor", .decimal, "times the source price, exact"),
    ] + dates + [
      source,
      StoreColumn("region", .text, "for requests of that region; * is any, NULL whatever region"),
      StoreColumn("models", .text, "for these models, parted by ;, * for any rest; NULL is every"),
    ])

  /// `models.csv`.
  package static let model = book(
    "model", "One row per row of models.csv: what a model is.",
    [
      StoreColumn("provider", .text, "vendor"),
      StoreColumn("model", .text, "canonical name"),
      StoreColumn(
        "class", .text, "free, budget, standard or premium: the fee for customers' own keys"),
      StoreColumn("quality_level", .text, "as stated"),
      StoreColumn("capabilities", .text, "as stated"),
    ] + dates + [source])

  /// `multipliers.csv`.
  package static let multiplier = book(
    "multiplier",
    "One row per row of multipliers.csv: what vendor cost is multiplied by. Only approved ones apply.",
    [
      StoreColumn(
        "level", .text,
        "combination, model, provider, tier or default: the first that has a row decides"),
      StoreColumn("tier", .text, "NULL is any"),
      StoreColumn("provider", .text, "NULL is any"),
      StoreColumn("model", .text, "NULL is any"),
      StoreColumn("multiplier", .decimal, "exact"),
      effectiveFrom, effectiveTo,
      StoreColumn("status", .text, "pending, approved or rejected"),
      StoreColumn("requested_by", .text, "who requested it"),
      StoreColumn(
        "approved_by", .text, "who approved it; the requester's own approval does not count"),
      StoreColumn("approved_at", .text, "when it was approved"),
      StoreColumn("reason", .text, "why"),
      StoreColumn("target_margin_percent", .decimal, "margin aimed at, % of revenue"),
      recordedAt,
    ])

  /// `plans.csv`.
  package static let plan = book(
    "plan", "One row per row of plans.csv: what a tier's customers pay and may use.",
    [
      StoreColumn("tier", .text, "tier"),
      StoreColumn("is_free", .text, "true, false, 1 or 0; NULL is false"),
      StoreColumn("monthly_price_usd", .decimal, "USD a month; 0 is a plan without a fee"),
      StoreColumn("monthly_credits", .decimal, "credits a month"),
      StoreColumn("target_margin_percent", .decimal, "margin aimed at, % of revenue"),
      StoreColumn("allowed_models", .text, "names with ; between; NULL is all"),
      effectiveFrom, effectiveTo, recordedAt,
    ])

  /// `accounts.csv`.
  package static let account = book(
    "account",
    "One row per row of accounts.csv: the plan of an account, the tier of its requests that state none.",
    [
      StoreColumn("account_id", .text, "account; for requests without one, the user"),
      StoreColumn("plan", .text, "tier of plans.csv"),
      effectiveFrom, effectiveTo, recordedAt,
    ])

  /// `fx.csv`.
  package static let currency = book(
    "fx", "One row per row of fx.csv: what a unit of a currency was worth on a day.",
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
      name, grain: grain + " Cells as written; NULL is blank.",
      columns: [
        StoreColumn("file", .requiredText, "path in the workspace"),
        StoreColumn("line", .requiredCount, "physical line, from 1"),
      ] + columns, key: ["file", "line"])
  }

  private static let effectiveFrom = StoreColumn(
    "effective_from", .text, "first instant, a day is midnight UTC; NULL is always")
  private static let effectiveTo = StoreColumn(
    "effective_to", .text, "first instant no more; NULL lasts until the next row of the key")
  private static let recordedAt = StoreColumn(
    "recorded_at", .text, "when we learned it; NULL was always known")
  private static let dates = [effectiveFrom, effectiveTo, recordedAt]
  private static let source = StoreColumn("source", .text, "where it was read")
}

extension StoreTable {
  /// The columns of a book as its file names them, without where the row stands.
  package var bookColumns: [String] { columns.dropFirst(2).map(\.name) }
}
