import Ledger

/// A report whose figures are sums over facts, and ratios of such sums.
package struct ExplainableReport: Sendable {
  /// The file name without `.csv`.
  package let name: String
  /// The content of its key columns, in capitals.
  private let keyWords: [String]
  /// Its columns that sum requests.
  package let measures: [FigureMeasure]
  /// Its columns that are ratios.
  package let ratios: [FigureRatio]
  /// The key of the row that a request of these dimensions counts in; nil where it counts in none.
  package let keys: @Sendable (Day, FactDimensions, UserKey) -> [Name]?

  /// All of them.
  package static let all = [
    ExplainableReport(
      name: "summary", keyWords: [],
      measures: FigureMeasure.allCases.filter { $0 != .requests }, ratios: [.marginPercent],
      keys: { _, _, _ in [] }),
    margin("tier") { _, row, _ in row.tier }, margin("day") { day, _, _ in Name(day.description) },
    margin("provider") { _, row, _ in row.provider }, margin("model") { _, row, _ in row.model },
    margin("service") { _, row, _ in row.service },
    margin("account") { _, _, user in user.account },
    ExplainableReport(
      name: "revenue", keyWords: ["MONTH", "TIER"],
      measures: [.requests, .credits, .listRevenue, .revenue], ratios: [.revenuePerUser],
      keys: { day, dimensions, _ in [Name(day.month.description), dimensions.tier] }),
    loss("user") { _, _, user in user.reported }, loss("model") { _, row, _ in row.model },
    loss("day") { day, _, _ in Name(day.description) },
  ]

  package var keyCount: Int { keyWords.count }

  /// The form of a figure of the report.
  package var form: String {
    ([name] + keyWords + [keyWords.isEmpty ? "MEASURE" : "COLUMN"]).joined(separator: "/")
  }

  private static func margin(
    _ word: String, key: @escaping @Sendable (Day, FactDimensions, UserKey) -> Name
  ) -> ExplainableReport {
    ExplainableReport(
      name: "margin-by-\(word)", keyWords: ["KEY"],
      measures: [
        .requests, .vendorCost, .credits, .listRevenue, .revenue, .margin, .negativeMargin,
      ], ratios: [.marginPercent, .targetPercent, .variancePoints], keys: { [key($0, $1, $2)] })
  }

  private static func loss(
    _ word: String, key: @escaping @Sendable (Day, FactDimensions, UserKey) -> Name
  ) -> ExplainableReport {
    ExplainableReport(
      name: "free-tier-loss-by-\(word)", keyWords: ["KEY"],
      measures: [.requests, .credits, .vendorCost], ratios: [.sharePercent],
      keys: { $1.terms.isFree ? [key($0, $1, $2)] : nil })
  }
}
