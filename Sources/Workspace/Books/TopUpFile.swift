import Ledger
import Pricing
import Rating

/// Reads `topups.csv`: the packages of credits that customers buy, by day.
enum TopUpFile {
  static let columns = [
    "package", "credits", "price_usd", "valid_days", "effective_from", "effective_to", "plans",
    "recorded_at",
  ]

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<TopUpTerms>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["package", "credits", "price_usd"], known: columns,
      faults: &faults
    ) { cells in
      let package = cells.name("package")
      let price = cells.optionalUSD("price_usd")
      let days = cells.optionalNumber("valid_days", CreditLifetime.range)
      guard
        let credits = cells.decimal(
          "credits", scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits),
          expected: "credits from 0 to \(Credits.rowLimit) with at most 6 decimals")
      else { return nil }
      return TopUpTerms(
        package: package, credits: Credits(microcredits: Int64(credits)), price: price ?? .zero,
        validDays: days, plans: cells.list("plans"))
    }
  }
}
