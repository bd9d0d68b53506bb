import Ledger
import Pricing
import Rating

/// Reads `plans.csv`.
enum PlanBookReader {
  static let columns = [
    "tier", "is_free", "monthly_price_usd", "monthly_credits", "target_margin_percent",
    "allowed_models", "effective_from", "effective_to", "recorded_at", "rollover_percent",
    "rollover_max_credits", "overdraft_credits",
  ]

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<Plan>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["tier"], known: columns, faults: &faults
    ) { cells in
      let price = cells.optionalUSD("monthly_price_usd")
      let credits = cells.optionalCredits("monthly_credits")
      let rollover = cells.optionalShare("rollover_percent")
      let rolloverLimit = cells.optionalCredits("rollover_max_credits")
      let overdraft = cells.optionalCredits("overdraft_credits")
      return Plan(
        tier: cells.name("tier"), isFree: cells.boolean("is_free"),
        monthlyPrice: price,
        monthlyCredits: credits,
        targetMargin: cells.targetMargin(),
        allowedModels: cells.list("allowed_models"),
        rolloverPercent: rollover ?? Percent(millionths: 0), rolloverLimit: rolloverLimit,
        overdraft: overdraft ?? .zero)
    }
  }
}

extension BookCells {
  /// The target margin of a tier, as `multipliers.csv` and `plans.csv` state it.
  mutating func targetMargin() -> Percent? {
    optionalDecimal(
      "target_margin_percent", scale: Percent.decimals, limit: 1_000 * powerOfTen(Percent.decimals),
      expected: "a percentage from -1000 to 1000 with at most 6 decimals", allowsNegative: true
    ).map { Percent(millionths: Int64($0)) }
  }
}
