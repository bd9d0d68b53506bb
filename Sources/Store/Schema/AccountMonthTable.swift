extension StoreTable {
  /// The facts by account and month, in integers, which SQLite sums exactly.
  static let accountMonth = StoreTable(
    "account_month",
    grain:
      "The facts of all rows read, summed over days, services and statuses. One row per month, tier, provider, model, plan, account and user, sorted by them. Amounts are integers, so sum() is exact: USD = sum(x_nanousd) / 10⁹ + sum(x_attousd) / 10¹⁸. Cost, credits and revenue are NULL where no request has a price. Credits and revenue are NULL where no book sets customer prices. The recorded cost is NULL where the ledger has none.",
    columns: [
      StoreColumn("month", .requiredText, "YYYY-MM in the reporting zone"), tierKey, providerKey,
      modelKey, StoreColumn("is_free", .requiredCount, "1 for a free plan, 0 for a paid one"),
      StoreColumn(
        "target_margin_percent", .decimal, "target margin of the plan, % of revenue; NULL: none"),
    ] + userKeys + [
      measure("requests"), measure("unpriced"),
      StoreColumn(
        "own_key_requests", .requiredCount,
        "requests with customers' own keys, which have no vendor cost"),
      measure("mismatched"), measure("costs_not_recorded"), measure("costs_not_converted"),
      StoreColumn("prompt_tokens", .requiredCount, "tokens of input, cache reads and cache writes"),
      StoreColumn("cached_tokens", .requiredCount, "tokens of cache reads, part of prompt_tokens"),
      StoreColumn("output_tokens", .requiredCount, "tokens of output and reasoning"),
      StoreColumn(
        "tokens", .requiredCount, "prompt_tokens, output_tokens, and tokens of audio and images"),
      StoreColumn(
        "microcredits", .count, "credits that customers should pay, in 10⁻⁶ credits"),
    ]
      + money("vendor_cost", "cost according to the price book, 0 for customers' own keys")
      + money("revenue", "value of the credits for paid plans, 0 for free ones")
      + money("recorded_cost", "cost that the ledger recorded"))

  /// The column of that name in the facts.
  private static func measure(_ name: String) -> StoreColumn {
    guard let column = factMeasures.first(where: { $0.name == name }) else {
      preconditionFailure("the facts have \(name)")
    }
    return column
  }

  /// Two columns for an amount: one of 64 bits in 10⁻¹⁸ USD ends at 9 USD.
  private static func money(_ name: String, _ meaning: String) -> [StoreColumn] {
    [
      StoreColumn("\(name)_nanousd", .count, "\(meaning), in whole 10⁻⁹ USD"),
      StoreColumn(
        "\(name)_attousd", .count, "the rest of it in 10⁻¹⁸ USD, from 0 to 999999999"),
    ]
  }
}
