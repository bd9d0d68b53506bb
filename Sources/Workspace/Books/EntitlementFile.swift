import Ledger
import Pricing
import Rating

/// Reads `entitlements.csv`: the requests that plans include, by day.
enum EntitlementFile {
  static let columns = [
    "plan", "capability", "quality_level", "model", "requests_per_minute", "requests_per_day",
    "effective_from", "effective_to", "recorded_at",
  ]

  private static let limits: ClosedRange<Int64> = 0...1_000_000_000_000

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<EntitlementTerms>] {
    // A column that is not there is blank, which matches anything; without the plan it is another table.
    BookTable.datedRows(
      of: bytes, file: file, required: ["plan"], known: columns, faults: &faults
    ) { cells in
      let scope = EntitlementTerms.Scope(
        plan: cells.text("plan"), capability: cells.text("capability"),
        qualityLevel: cells.text("quality_level"), model: cells.text("model"))
      let perMinute = cells.optionalNumber("requests_per_minute", limits)
      let perDay = cells.optionalNumber("requests_per_day", limits)
      return EntitlementTerms(scope: scope, perMinute: perMinute, perDay: perDay)
    }
  }
}
