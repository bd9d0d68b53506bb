extension StoreTable {
  /// The lists of the reports that are kept whole, each with the columns of its CSV.
  static let lists = [
    reconciliation, diagnosis, correction, exception, negativeMargin, reject, forecast,
    forecastAccuracy, anomaly, usageComparison, usageBucket,
  ]

  /// The report whose rows a list holds.
  static let reportOfTable = [
    "summary": "summary", "reconciliation": "reconciliation", "diagnosis": "diagnosis",
    "correction": "corrections", "exception": "exceptions",
    "negative_margin": "negative-margin", "forecast": "forecast",
    "forecast_accuracy": "forecast-accuracy", "anomaly": "anomalies",
    "usage_comparison": "usage-comparison", "usage_bucket": "usage-buckets",
  ]

  private static let reconciliation = StoreTable(
    "reconciliation",
    grain:
      "One row per subject (cost, credits) and class: recorded against expected, as reconciliation.csv.",
    columns: [
      StoreColumn("subject", .requiredText, "cost (USD) or credits"),
      StoreColumn(
        "class", .requiredText,
        "matched, rounding, mismatch, not_recorded, not_converted, unpriced or total"),
      StoreColumn("requests", .requiredCount, "requests of the class"),
      StoreColumn(
        "recorded", .decimal, "sum of what the ledger says, at its decimals; NULL unknown"),
      StoreColumn(
        "expected", .decimal, "sum of what it should say, at the same decimals; NULL unknown"),
      StoreColumn("difference", .decimal, "recorded less expected, where both are known"),
    ])

  private static let diagnosis = StoreTable(
    "diagnosis",
    grain: "One row per cause of differences, what nothing explains first, as diagnosis.csv.",
    columns: [
      StoreColumn("code", .requiredText, "cause, as in docs/DIAGNOSES.md"),
      StoreColumn("requests", .requiredCount, "requests that differ for it"),
      StoreColumn("users", .requiredCount, "distinct users of those"),
      StoreColumn("cost_difference_usd", .decimal, "recorded less expected cost, USD"),
      StoreColumn("credits_difference", .decimal, "recorded less expected credits"),
      StoreColumn("first_seen", .requiredText, "instant at which the first began, UTC"),
      StoreColumn("last_seen", .requiredText, "instant at which the last began, UTC"),
      StoreColumn("models", .requiredText, "models, `;` between"),
      StoreColumn("tiers", .requiredText, "tiers, `;` between"),
      StoreColumn("sentence", .requiredText, "the cause in words"),
      StoreColumn("services", .requiredText, "services, `;` between"),
      StoreColumn("files", .requiredText, "files of the ledger, `;` between"),
      StoreColumn("pattern", .requiredText, "what they have in common; empty where nothing"),
      StoreColumn("users_overcharged", .requiredCount, "users whom it overcharged"),
      StoreColumn("overcharged_credits", .decimal, "credits above what was right"),
      StoreColumn("overcharged_usd", .decimal, "their worth at list, USD"),
      StoreColumn("users_undercharged", .requiredCount, "users whom it undercharged"),
      StoreColumn("undercharged_credits", .decimal, "credits below what was right"),
      StoreColumn("undercharged_usd", .decimal, "their worth at list, USD"),
      StoreColumn("lost_usd", .decimal, "the part of that of paid tiers, USD"),
      StoreColumn("worst_user", .text, "user with the largest difference in credits; NULL none"),
      StoreColumn("worst_user_credits", .decimal, "recorded less expected of that user; NULL none"),
      StoreColumn("worst_user_usd", .decimal, "its worth at list, USD; NULL none"),
    ])

  private static let correction = StoreTable(
    "correction",
    grain:
      "One row per user whose recorded credits differ, largest amount first, as corrections.csv.",
    columns: [
      StoreColumn("user", .requiredText, "user, or account where no user was recorded"),
      StoreColumn("action", .requiredText, "refund, charge or none"),
      StoreColumn("credits", .decimal, "to add to what was recorded; below 0 is a refund"),
      StoreColumn("list_revenue_usd", .decimal, "their worth at list, USD"),
      StoreColumn("revenue_usd", .decimal, "the part of that of paid tiers, USD"),
      StoreColumn("requests", .requiredCount, "requests whose credits differ"),
      StoreColumn("overcharged_credits", .decimal, "credits above what was right"),
      StoreColumn("undercharged_credits", .decimal, "credits below what was right"),
      StoreColumn("unexplained_requests", .requiredCount, "those of which the cause is not known"),
      StoreColumn("tiers", .requiredText, "tiers, `;` between"),
      StoreColumn("causes", .requiredText, "causes, `;` between"),
    ])

  static let exception = StoreTable(
    "exception",
    grain:
      "One row per request with a finding, by file and line, as exceptions.csv; find its row by file and line.",
    columns: [
      StoreColumn(
        "kind", .requiredText,
        "cost_mismatch, credits_mismatch, cost_and_credits_mismatch, unpriced, duplicate, conflict or unknown_tier"
      ),
      StoreColumn("request_id", .requiredText, "as recorded"),
      StoreColumn("file", .requiredText, "path in the workspace"),
      StoreColumn("line", .requiredCount, "physical line, from 1"),
      StoreColumn("request_started_at", .requiredText, "instant as recorded"),
      StoreColumn("user_id", .requiredText, "empty where none was recorded"),
      StoreColumn("tier", .requiredText, "tier"),
      StoreColumn("provider", .requiredText, "vendor"),
      StoreColumn("model", .requiredText, "model after aliases"),
      StoreColumn("recorded_cost_usd", .decimal, "USD at the ledger's decimals; NULL not recorded"),
      StoreColumn("expected_cost_usd", .decimal, "USD at the ledger's decimals; NULL unpriced"),
      StoreColumn("cost_difference_usd", .decimal, "recorded less expected"),
      StoreColumn("recorded_credits", .decimal, "credits deducted; NULL not recorded"),
      StoreColumn("expected_credits", .decimal, "credits by our books; NULL unpriced"),
      StoreColumn(
        "credits_difference", .decimal, "recorded less expected; positive is overcharged"),
      StoreColumn("diagnosis", .text, "why, where it is known"),
      StoreColumn("evidence", .requiredText, "what the finding rests on; of a copy, the first row"),
      StoreColumn(
        "account_id", .text, "account where no user was recorded, beyond exceptions.csv; else NULL"),
    ])

  private static let negativeMargin = StoreTable(
    "negative_margin",
    grain: "One row per charged request of a paid tier that earned less than it cost, worst first.",
    columns: [
      StoreColumn("request_id", .requiredText, "as recorded"),
      StoreColumn("request_started_at", .requiredText, "instant as recorded"),
      StoreColumn("user_id", .requiredText, "empty where none was recorded"),
      StoreColumn("tier", .requiredText, "tier"),
      StoreColumn("provider", .requiredText, "vendor"),
      StoreColumn("model", .requiredText, "model after aliases"),
      StoreColumn("vendor_cost_usd", .decimal, "USD at our price book"),
      StoreColumn("credits", .decimal, "credits deducted: recorded, else computed"),
      StoreColumn("revenue_usd", .decimal, "USD that these credits are worth"),
      StoreColumn("margin_usd", .decimal, "revenue less vendor cost, below 0"),
    ])

  static let reject = StoreTable(
    "reject",
    grain: "One row per ledger row that could not be used, by file and line, as rejects.csv.",
    columns: [
      StoreColumn("file", .requiredText, "path in the workspace"),
      StoreColumn("line", .requiredCount, "physical line, from 1"),
      StoreColumn("column", .requiredText, "column at fault; empty is the whole row"),
      StoreColumn("code", .requiredText, "code of the first fault"),
      StoreColumn("message", .requiredText, "every fault in words"),
      StoreColumn("text", .requiredText, "the row as it stands in the file"),
      StoreColumn("text_encoding", .requiredText, "utf8, or base64 where the row is not UTF-8"),
      StoreColumn("estimated_cost_usd", .decimal, "USD that the row may have cost; NULL unknown"),
    ])
}
