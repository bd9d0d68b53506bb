import Testing

/// Ranges of sums: each sum has one, wherever it is told.
struct ForecastRangeTests {
  private static let ends = ["mean", "lo80", "hi80", "lo95", "hi95"]

  /// Two tiers and two models over nine weeks, each day with other quantities, 30 August the first day ahead.
  private static func desk(books: [String: String] = [:]) throws -> ForecastDesk {
    try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,", "v,n,input,3,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-06-28", days: 63) { day in
        (0..<(3 + day * 5 % 4)).flatMap { number in
          [
            "10:00:00Z,u,a\(number),pro,v,m,,\(1_000_000 + day * 7919 % 13 * 100_000),",
            "10:00:00Z,u,b,free,v,n,,\(200_000 + day * 104_729 % 11 * 50_000),",
          ]
        }
      }, books: books)
  }

  /// The ends of the ranges of a series' rows, by day and measure.
  private static func ranges(
    _ rows: [[String: String]], of series: String
  ) -> [String: [String?]] {
    let measures = ["credits", "requests", "revenue_usd", "vendor_cost_usd"]
    let own = rows.filter { $0["series"] == series && measures.contains($0["measure"] ?? "") }
    return Dictionary(
      uniqueKeysWithValues: own.map { row in
        ("\(row["day"] ?? "") \(row["measure"] ?? "")", ends.map { row[$0] })
      })
  }

  @Test(arguments: ["tier", "model", "service,tier-model", "tier,account"])
  func `a run and a forecast give a sum the same range, whatever it is cut by`(
    cut: String
  ) throws {
    let desk = try Self.desk()
    let (run, forecast) = (
      try desk.tableOfRun("forecast"), try desk.table("forecast", "--by", cut)
    )
    let total = Self.ranges(run, of: "total")
    #expect(total.count == 120)
    #expect(total == Self.ranges(forecast, of: "total"))
    if cut.hasPrefix("tier,") || cut == "tier" {
      #expect(Self.ranges(run, of: "tier/pro") == Self.ranges(forecast, of: "tier/pro"))
    }
  }

  /// Of September nothing is spent, so the month is the sum ahead.
  @Test(arguments: ["total", "tier/pro", "model/n", "account/b"])
  func `a budget has the range of its month`(scope: String) throws {
    let desk = try Self.desk(
      books: ["budgets.csv": "month,scope,usd\n2026-09,\(scope),10\n"])
    let words = ["--horizon", "32", "--level", "month", "--by", "tier,model,account"]
    let months = Self.ranges(try desk.table("forecast", words), of: scope)
    let budget = try #require(try desk.table("budget-forecast", words).first)
    #expect(
      months["2026-09-01 vendor_cost_usd"]?.dropFirst()
        == Self.ends.dropFirst().map { budget[$0] }[...])
  }
}
