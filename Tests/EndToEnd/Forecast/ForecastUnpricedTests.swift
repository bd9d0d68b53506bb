import Testing

/// Usage without a price is forecast in requests and units, not in money.
struct ForecastUnpricedTests {
  /// A request of the model m at 1 USD each day, and one of a model without a price from the day `start` on.
  private static func desk(withPriced isPriced: Bool, start: Int) throws -> ForecastDesk {
    try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { day in
        (isPriced ? ["10:00:00Z,u,a,pro,v,m,,1000000,"] : [])
          + (day >= start ? ["11:00:00Z,u,a,pro,v,none,,1000000,"] : [])
      })
  }

  private static func measures(
    _ desk: ForecastDesk, _ file: String, of series: String
  ) throws -> Set<String> {
    Set(
      try desk.table(file, "--by", "model").filter { $0["series"] == series }
        .map { $0["measure"] ?? "" })
  }

  /// In all one of two requests a day has a price: 1 USD.
  @Test func `a group without any price has no money ahead, and the sum has that of the others`()
    throws
  {
    let desk = try Self.desk(withPriced: true, start: 0)
    for file in ["forecast", "forecast-accuracy"] {
      #expect(try Self.measures(desk, file, of: "model/none") == ["requests", "input_tokens"])
    }
    #expect(try desk.means("vendor_cost_usd") == ["1"])
    #expect(try desk.means("credits") == ["150"])
  }

  @Test func `where nothing has a price there is no money ahead`() throws {
    let desk = try Self.desk(withPriced: false, start: 0)
    #expect(try Self.measures(desk, "forecast", of: "total") == ["requests", "input_tokens"])
  }

  /// A balance says no more of where it goes than the books do.
  @Test func `where nothing is sold no account runs out, and none lasts`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      },
      books: [
        "plans.csv": "tier,is_free\n", "balances.csv": "account_id,at,credits\na,2026-08-01,5\n",
      ])
    #expect(try desk.table("run-out").isEmpty)
    #expect(
      try Self.measures(desk, "forecast", of: "total") == [
        "requests", "input_tokens", "vendor_cost_usd",
      ])
  }

  /// 20 days of m at 1 USD, then 40 of a model without a price, of which the last 30 are summed.
  @Test func `days without any price have no cost beside the days ahead`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-06-01", days: 60) { day in
        ["10:00:00Z,u,a,pro,v,\(day < 20 ? "m" : "none"),,1000000,"]
      })
    let said = try desk.words().words
    for words in [
      "Vendor cost, USD not known", "Revenue, USD not known", "Credits not known", "Requests 30 ",
      "30 requests of the last 30 days have no price; cost, revenue and credits exclude them.",
    ] {
      #expect(said.contains(words), "\(said)")
    }
  }

  @Test func `the first day of a model without a price has no value`() throws {
    let desk = try Self.desk(withPriced: true, start: 10)
    let rows = try desk.table("anomalies").filter { $0["kind"] == "new_model" }
    #expect(rows.map { $0["series"] } == ["model/none"])
    #expect(rows.map { $0["day"] } == ["2026-08-11"])
    #expect(rows.map { $0["value"] } == [""])
  }

  /// 21 days at 1 USD, then a week of a model without a price: the 30 days after are no 21 to 28 of them.
  @Test func `where the last week has no price, no money is forecast and nothing is odd`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { day in
        ["10:00:00Z,u,a,pro,v,\(day < 21 ? "m" : "none"),,1000000,"]
      })
    #expect(try Self.measures(desk, "forecast", of: "total") == ["requests", "input_tokens"])
    #expect(
      try desk.words().words.contains("No forecast of vendor cost or revenue: as in the last days"))
    #expect(
      try desk.table("anomalies").map { [$0["series"], $0["kind"]] } == [
        ["model/m", "level_shift"], ["model/none", "new_model"],
      ])
  }

  /// A request a day of m at 1 USD, and one of n at 2 USD, whose price ends before the last 5 or 10 of 28 days: its
  /// requests went on, so they do, of an account of its own as well.
  @Test(arguments: ["2026-08-24", "2026-08-19"])
  func `requests that went on after the end of a price go on without one`(end: String) throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,", "v,n,input,2,,2026-01-01,\(end)"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,", "11:00:00Z,w,b,pro,v,n,,1000000,"]
      })
    #expect(try desk.means("requests") == ["2"])
    #expect(try desk.means("vendor_cost_usd") == ["1"])
    for (series, cut) in [("model/n", "model"), ("account/b", "account")] {
      #expect(try desk.means("requests", of: series, by: cut) == ["1"])
      #expect(try desk.means("vendor_cost_usd", of: series, by: cut) == [])
    }
    let said = try desk.words().words
    let coverage =
      "The forecast of cost and revenue covers only requests with a price: 30 of 60 expected requests have no price."
    #expect(said.contains(coverage) && !said.contains("nothing is expected"), "\(said)")
  }

  /// All prices end before the last 5 days, on which there are as many requests as before.
  @Test func `where all prices ended and requests went on, no money is forecast`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,2026-08-24"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      })
    for cut in ["tier", "model", "account"] {
      let rows = try desk.table("forecast", "--by", cut)
      #expect(Set(rows.map { $0["measure"] }) == ["requests", "input_tokens"])
      #expect(Set(rows.filter { $0["measure"] == "requests" }.map { $0["mean"] }) == ["1"])
    }
    let run = try desk.tableOfRun("forecast")
    #expect(Set(run.map { $0["measure"] }) == ["requests", "input_tokens"])
  }

  /// A price from the 15th day on is no level shift of days before, which are as dear by it.
  @Test func `a day without a price is missing and not free`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-08-15,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
      })
    #expect(try desk.table("anomalies").isEmpty)
    #expect(try desk.ahead("vendor_cost_usd") == [["1", "1", "1"]])
  }
}
