extension StoreTable {
  /// The facts by account and month, in integers, which SQLite sums exactly.
  static let accountMonth = StoreTable(
    "account_month",
    grain:
      "The facts of all rows read, summed over days, services and statuses: one row per month, tier, provider, model, plan, account and user, sorted by them. Amounts are integers, so sum() is exact: USD = sum(x_nanousd) / 10⁹ + sum(x_attousd) / 10¹⁸.",
    columns: [
      StoreColumn("month", .requiredText, "YYYY-MM in the reporting zone"),
      StoreColumn("tier", .requiredText, "tier of the customer"),
      StoreColumn("provider", .requiredText, "vendor"),
      StoreColumn("model", .requiredText, "model after aliases"),
      StoreColumn("is_free", .requiredCount, "1 of a free plan, 0 of a paid one"),
      StoreColumn(
        "target_margin_percent", .decimal, "target margin of the plan, % of revenue; NULL: none"),
      StoreColumn("account_id", .requiredText, "empty where none was recorded"),
      StoreColumn("user_id", .requiredText, "empty where none was recorded"),
      StoreColumn("requests", .requiredCount, "requests, rated and unpriced"),
      StoreColumn(
        "unpriced", .requiredCount,
        "requests without a price: excluded from cost, credits and revenue"),
      StoreColumn(
        "own_key_requests", .requiredCount,
        "requests on customers' own keys, which have no vendor cost"),
      StoreColumn("mismatched", .requiredCount, "requests whose cost or credits differ"),
      StoreColumn(
        "costs_not_recorded", .requiredCount,
        "requests without a recorded cost: excluded from the recorded sum"),
      StoreColumn(
        "costs_not_converted", .requiredCount,
        "requests whose recorded cost has no exchange rate: excluded from the recorded sum"),
      StoreColumn("prompt_tokens", .requiredCount, "tokens of input, cache reads and cache writes"),
      StoreColumn("cached_tokens", .requiredCount, "tokens of cache reads, part of prompt_tokens"),
      StoreColumn("output_tokens", .requiredCount, "tokens of output and reasoning"),
      StoreColumn(
        "tokens", .requiredCount, "prompt_tokens, output_tokens, and tokens of audio and images"),
      StoreColumn(
        "microcredits", .requiredCount, "credits that should have been charged, in 10⁻⁶ credits"),
    ]
      + money("vendor_cost", "cost at our price book, 0 for keys of customers")
      + money("revenue", "value of the credits for paid plans, 0 for free ones")
      + money("recorded_cost", "cost that the ledger recorded"))

  /// Two columns for an amount: one of 64 bits in 10⁻¹⁸ USD ends at 9 USD.
  private static func money(_ name: String, _ meaning: String) -> [StoreColumn] {
    [
      StoreColumn("\(name)_nanousd", .requiredCount, "\(meaning), in whole 10⁻⁹ USD"),
      StoreColumn(
        "\(name)_attousd", .requiredCount, "the rest of it in 10⁻¹⁸ USD, from 0 to 999999999"),
    ]
  }
}
