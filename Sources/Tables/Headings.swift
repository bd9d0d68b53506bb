import Ledger

/// Turns the names of CSV columns into the words that people read above a column.
package enum Headings {
  /// Returns the heading of a column: `vendor_cost_usd` is `Vendor cost USD`.
  package static func words(for columnName: String) -> String {
    if let heading = fixed[columnName] { return heading }
    let words = columnName.split(separator: "_").map { special[String($0)] ?? String($0) }
    let heading = words.joined(separator: " ")
    return heading.withCapital
  }

  /// Words that are not written as they are in a column name.
  private static let special: [String: String] = [
    "usd": "USD", "id": "ID", "percent": "%", "byok": "BYOK", "sha256": "SHA-256", "csv": "CSV",
    "5m": "5 min", "1h": "1 h", "lo80": "Low 80 %", "hi80": "High 80 %", "lo95": "Low 95 %",
    "hi95": "High 95 %",
  ]

  /// Headings that the rule does not give.
  private static let fixed: [String: String] = [
    "target_margin_percent": "Target %",
    "negative_margin_requests": "Negative-margin requests",
    "code": "Cause",
    "explained": "Effects of findings",
  ]
}
