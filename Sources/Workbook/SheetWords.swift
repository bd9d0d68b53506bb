import Overview
import Tables

/// What each sheet holds, in the few words beside its link.
enum SheetWords {
  static let about = "checks, settings, files, columns"

  static func charts(_ count: Int) -> String {
    count == 0 ? "nothing to draw" : Figures.count(Int64(count), "picture")
  }

  /// - Parameter none: the findings of which there are none, with their extent.
  static func words(for table: Table, _ none: [NoneFound] = []) -> String {
    if table.rowCount == 0, let found = none.first(where: { $0.report == table.name }) {
      return found.extent
    }
    return words(ofReport: table)
  }

  private static func words(ofReport table: Table) -> String {
    switch table.name {
    case "margin-by-tier": "each tier against its target"
    case "margin-by-day": "with the last 7 days"
    case "margin-by-provider": "which earn, which lose"
    case "margin-by-model": "which earn, which lose"
    case "margin-by-service": "chat, batch and others"
    case "margin-by-account": "each customer's account"
    case "revenue": "by month and tier"
    case "free-tier-loss-by-user": "largest loss first"
    case "free-tier-loss-by-model": "largest loss first"
    case "free-tier-loss-by-day": "day by day"
    case "free-tier-guards": "what limits would have saved"
    case "free-tier-guard-users": lines(table, "row", "of users stopped")
    case "price-watch": lines(table, "price", "that changed")
    case "price-watch-tiers": "what it does to margins"
    case "price-history": "day by day, with the margin"
    case "price-checks": count(distinct("price_rows", in: table), "price", "to look at")
    case "usage-comparison": "vendors' counts against the ledger"
    case "usage-buckets": lines(table, "bucket", "of vendors' exports")
    case "reconciliation": "recorded against recomputed"
    case "diagnosis": lines(table, "cause", "of differences")
    case "corrections": lines(table, "user", "to refund or charge")
    case "exceptions": lines(table, "line", "to look at")
    case "negative-margin": lines(table, "request", "below cost")
    case "rejects": lines(table, "row", "not used")
    case "forecast": table.rowCount == 0 ? "no forecast" : "the next days, with ranges"
    case "forecast-accuracy":
      table.rowCount == 0 ? "no forecast" : "how such forecasts did before"
    case "anomalies": lines(table, "figure", "far from expected")
    default: lines(table, "row", "")
    }
  }

  private static func lines(_ table: Table, _ noun: String, _ words: String) -> String {
    count(table.rowCount, noun, words)
  }

  private static func count(_ count: Int, _ noun: String, _ words: String) -> String {
    guard count > 0 else { return "none" }
    return Figures.count(Int64(count), noun) + (words.isEmpty ? "" : " " + words)
  }

  /// The number of different cells in a column: one price can have several rows.
  private static func distinct(_ column: String, in table: Table) -> Int {
    guard let place = table.columns.firstIndex(where: { $0.name == column }) else { return 0 }
    return Set((0..<table.rowCount).map { table.cells(at: $0)[place] }).count
  }
}
