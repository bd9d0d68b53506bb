extension StoreTable {
  /// The lists of the reports that are kept whole, each with the columns of its CSV.
  static let lists = [
    reconciliation, diagnosis, correction, exception, negativeMargin, reject, forecast,
    forecastAccuracy, anomaly, usageComparison, usageBucket,
    users, usagePattern, efficiency, recommendation,
  ]

  private static let reconciliation = StoreTable(
    "reconciliation", of: .reconciliation,
    grain:
      "One row per subject (cost, credits) and class: recorded against expected, as reconciliation.csv.",
    notes: [
      "subject": "cost (USD) or credits",
      "class": "matched, rounding, mismatch, not_recorded, not_converted, unpriced or total",
      "recorded": "sum in the ledger, at its decimals; NULL: unknown",
      "expected": "recomputed sum, at the same decimals; NULL: unknown",
      "difference": "recorded less expected, where both are known",
    ])

  private static let diagnosis = StoreTable(
    "diagnosis", of: .diagnosis,
    grain: "One row per cause of mismatch, unexplained mismatches first, as diagnosis.csv.",
    optional: ["worst_user", "users_overcharged", "users_undercharged"],
    notes: [
      "code": "cause, as in docs/DIAGNOSES.md",
      "requests": "requests with this cause",
      "users": "distinct users of these requests",
      "cost_difference_usd": "recorded less expected cost, USD",
      "credits_difference": "recorded less expected credits",
      "first_seen": "start of the first such request, UTC",
      "last_seen": "start of the last such request, UTC",
      "models": "models, separated by `;`",
      "tiers": "tiers, separated by `;`",
      "sentence": "the cause in words",
      "services": "services, separated by `;`",
      "files": "files of the ledger, separated by `;`",
      "pattern": "values that these requests share; empty if none",
      "overcharged_credits": "credits above the correct amount",
      "overcharged_usd": "list value of those credits, USD",
      "undercharged_credits": "credits below the correct amount",
      "undercharged_usd": "list value of those credits, USD",
      "lost_usd": "part of undercharged_usd from paid tiers, USD",
      "worst_user": "user with the largest difference in credits; NULL: none",
      "worst_user_credits": "recorded less expected credits of that user; NULL: none",
      "worst_user_usd": "list value of those credits, USD; NULL: none",
    ])

  private static let correction = StoreTable(
    "correction", of: .corrections,
    grain:
      "One row per user whose recorded credits differ (with credits/: whose deductions differ), largest amount first, as corrections.csv.",
    notes: [
      "user": "user, or account where the ledger names no user",
      "action": "refund, charge or none",
      "credits": "credits to add to the recorded ones or to the deductions; below 0 is a refund",
      "list_revenue_usd": "list value of those credits, USD",
      "revenue_usd": "part of list_revenue_usd from paid tiers, USD",
      "overcharged_credits": "credits above the correct amount",
      "undercharged_credits": "credits below the correct amount",
      "unexplained_requests": "requests with an unknown cause",
      "tiers": "tiers, separated by `;`",
      "causes": "causes, separated by `;`",
    ])

  static let exception = StoreTable(
    "exception", of: .exceptions,
    grain:
      "One row per request with a finding, by file and line, as exceptions.csv; find its row by file and line.",
    optional: ["diagnosis"],
    notes: [
      "kind":
        "cost_mismatch, credits_mismatch, cost_and_credits_mismatch, unpriced, duplicate, conflict or unknown_tier",
      "request_id": "as recorded",
      "file": "path in the workspace",
      "line": "physical line, from 1",
      "request_started_at": "instant as recorded",
      "user_id": "empty where the ledger has none",
      "tier": "tier",
      "provider": "vendor",
      "model": "model after aliases",
      "recorded_cost_usd": "USD at the ledger's decimals; NULL: not recorded",
      "expected_cost_usd": "USD at the ledger's decimals; NULL: unpriced",
      "cost_difference_usd": "recorded less expected",
      "recorded_credits": "credits in the usage export; NULL: not recorded",
      "expected_credits": "credits according to the books; NULL: unpriced",
      "credits_difference": "recorded less expected; positive is overcharged",
      "diagnosis": "cause, if known",
      "evidence": "evidence; for a copy, the first row",
    ],
    more: [
      StoreColumn(
        "account_id", .text,
        "account where the ledger names no user, not in exceptions.csv; otherwise NULL")
    ])

  private static let negativeMargin = StoreTable(
    "negative_margin", of: .negativeMargin,
    grain: "One row per charged request of a paid tier that earned less than it cost, worst first.",
    notes: [
      "request_id": "as recorded",
      "request_started_at": "instant as recorded",
      "user_id": "empty where the ledger has none",
      "tier": "tier",
      "provider": "vendor",
      "model": "model after aliases",
      "vendor_cost_usd": "USD according to the price book",
      "credits": "credits deducted: recorded, otherwise computed",
      "revenue_usd": "value of these credits, USD",
      "margin_usd": "revenue less vendor cost, below 0",
    ])

  static let reject = StoreTable(
    "reject", of: .rejects,
    grain: "One row per ledger row that Assay could not use, by file and line, as rejects.csv.",
    notes: [
      "file": "path in the workspace",
      "line": "physical line, from 1",
      "column": "column at fault; empty means the whole row",
      "code": "code of the first fault",
      "message": "every fault, in words",
      "text_encoding": "utf8, or base64 where the row is not UTF-8",
      "estimated_cost_usd": "USD that the row may have cost; NULL: unknown",
    ])
}
