import Ledger
import Tables
import Testing

@Suite struct NumberViewTests {
  /// 10¹⁸ × the amount in USD, worked by hand.
  @Test(
    arguments: [
      ([], 2),
      (["0"], 2),
      (["17.34", "0"], 2),
      (["17.34", "0.005"], 2),
      (["17.34", "0.004999999999999999"], 4),
      (["-0.0049"], 4),
      (["0.00005"], 4),
      (["0.000049"], 6),
      (["0.0000005"], 6),
      (["0.00000049"], 8),
      (["0.000000000000000001"], 8),
    ] as [([String], Int)])
  func `money takes the least of 2, 4, 6 and 8 decimals that shows no amount but 0 as 0`(
    amounts: [String], decimals: Int
  ) throws {
    let numbers = try amounts.map { (value: try attodollars($0), scale: 18) }
    #expect(NumberView.view(of: numbers, kind: .money) == .grouped(decimals: decimals))
  }

  @Test func `credits and multipliers take the most decimals that one of them has`() {
    let numbers: [(value: Int128, scale: Int)] = [(8_900_000, 6), (1_250_000, 6), (3_000_000, 6)]
    #expect(NumberView.view(of: numbers, kind: .credits) == .grouped(decimals: 2))
    #expect(NumberView.view(of: numbers, kind: .multiplier) == .grouped(decimals: 2))
    #expect(NumberView.view(of: [(8_000_000, 6)], kind: .credits) == .grouped(decimals: 0))
  }

  @Test func `other decimals take no more decimals than they have`() {
    #expect(NumberView.view(of: [(300, 2)], kind: .decimal) == .grouped(decimals: 0))
    #expect(NumberView.view(of: [(12_345_678, 8)], kind: .decimal) == .grouped(decimals: 2))
  }

  @Test(
    arguments: [
      (.grouped(decimals: 0), "#,##0"),
      (.grouped(decimals: 2), "#,##0.00;-#,##0.00"),
      (.grouped(decimals: 8), "#,##0.00000000;-#,##0.00000000"),
      (.percent, "0.0;-0.0"),
      (.points, "+0.0\" ▲\";-0.0\" ▼\";0.0"),
    ] as [(NumberView, String)])
  func `the pattern is that of a spreadsheet`(view: NumberView, pattern: String) {
    #expect(view.pattern == pattern)
  }

  @Test(
    arguments: [
      (.grouped(decimals: 0), 0, 0, "0"),
      (.grouped(decimals: 0), 999, 0, "999"),
      (.grouped(decimals: 0), 1_000, 0, "1,000"),
      (.grouped(decimals: 0), -1_234_567, 0, "-1,234,567"),
      (.grouped(decimals: 2), 180_225, 3, "180.23"),
      (.grouped(decimals: 2), -180_225, 3, "-180.23"),
      (.grouped(decimals: 2), 180_224, 3, "180.22"),
      (.grouped(decimals: 2), 999_995, 3, "1,000.00"),
      (.grouped(decimals: 2), 5, 1, "0.50"),
      (.grouped(decimals: 4), 7, 0, "7.0000"),
      (.percent, 172_103, 4, "17.2"),
      (.percent, -12_345_500, 4, "-1234.6"),
      (.points, 99_000, 4, "+9.9"),
      (.points, 0, 4, "0.0"),
      (.points, -72_000, 4, "-7.2"),
    ] as [(NumberView, Int128, Int, String)])
  func `a number is grouped, and a half is rounded away from zero`(
    view: NumberView, value: Int128, scale: Int, expected: String
  ) {
    #expect(view.text(value, scale: scale) == expected)
  }

  private func attodollars(_ text: String) throws -> Int128 {
    try NumberText.decimal(Name(text), scale: 18, limit: .max, allowsNegative: true).get().value
  }
}

@Suite struct HeadingsTests {
  @Test(arguments: [
    ("vendor_cost_usd", "Vendor cost USD"),
    ("margin_percent", "Margin %"),
    ("target_margin_percent", "Target %"),
    ("cumulative_share_percent", "Cumulative share %"),
    ("variance_points", "Variance points"),
    ("request_id", "Request ID"),
    ("day", "Day"),
    ("byok", "BYOK"),
    ("usd_per_unit", "USD per unit"),
    ("cache_write_5m_tokens", "Cache write 5 min tokens"),
    ("revenue_per_user_usd", "Revenue per user USD"),
    ("lo80", "Low 80 %"),
    ("negative_margin_requests", "Negative-margin requests"),
  ])
  func `a heading is the column name in words`(name: String, heading: String) {
    #expect(Headings.words(for: name) == heading)
  }
}
