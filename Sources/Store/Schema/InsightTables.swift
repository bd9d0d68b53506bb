import Reports

extension StoreTable {
  static let users = StoreTable(
    "user_insight", of: .users,
    grain: "One row per account and user of the period or the one before, as users.csv.",
    notes: [
      "account_id": "account as recorded; empty where there is none",
      "user_id": "user as recorded; empty where there is none",
      "first_seen": "day of the first request in all rows",
      "last_seen": "day of the last request in all rows",
    ])

  static let usagePattern = StoreTable(
    "usage_pattern", of: .usagePatterns,
    grain: "One row per hour of the week and tier with a request, as usage-patterns.csv.",
    notes: ["weekday": "1 is Monday"])

  static let efficiency = StoreTable(
    "efficiency", of: .efficiency,
    grain: "One row per provider and model, as efficiency.csv.",
    notes: ["cheaper_model": "cheapest model of the class; empty if none is cheaper"])

  static let recommendation = StoreTable(
    "recommendation", of: .recommendations,
    grain: "One row per recommendation, largest first, as recommendations.csv.",
    notes: ["try": "command, or rows for models.csv; – if there is none"])
}
