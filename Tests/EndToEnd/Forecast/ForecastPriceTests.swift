import Testing

/// The price of days ahead where the list says nothing of some of what was used: one kind of traffic is not spoiled.
struct ForecastPriceTests {
  /// One request a day of m, 1 USD, and one of e, 2 USD, which has a price in one region alone: 3 USD a day, and
  /// 3 × 1.5 ÷ 0.01 = 450 credits.
  @Test func `a model with prices in one region alone costs what it did`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,", "v,e,input,2,eu,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000000,", "10:00:00Z,u,a,pro,v,e,eu,1000000,"]
      })
    for series in ["total", "tier/pro", "account/a"] {
      #expect(
        try desk.ahead("vendor_cost_usd", of: series, by: "tier,account") == [["3", "3", "3"]])
      #expect(try desk.ahead("credits", of: series, by: "tier,account") == [["450", "450", "450"]])
      #expect(
        try desk.ahead("revenue_usd", of: series, by: "tier,account") == [["4.5", "4.5", "4.5"]])
    }
  }

  /// Ten requests a day of 1 USD over 40 days; one of the 280 of the last four weeks has audio, of which nothing is
  /// known: it costs nothing, so a day to come costs 279 ÷ 280 × 10 = 9.9642857142857142857… USD.
  @Test func `one row without a price does not spoil the rest`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-23", days: 40) { day in
        (0..<10).map { "10:00:0\($0)Z,u,a,pro,v,m,,1000000,\(day == 30 && $0 == 0 ? "5000" : "")" }
      })
    #expect(try desk.means("vendor_cost_usd") == ["9.964285714285714286"])
    #expect(
      try desk.means("vendor_cost_usd", of: "account/a", by: "account") == [
        "9.964285714285714286"
      ])
  }

  /// The same with a price of the audio in one region, where that row was: it cost 1 + 0.05 USD.
  ///
  /// A day to come costs 280.05 ÷ 280 × 10 = 10.0017857142857142857… USD.
  @Test func `a class with a price in one region alone raises the rest in proportion`() throws {
    let desk = try ForecastDesk(
      prices: [
        "v,m,input,1,,2026-01-01,", "v,m,input,1,eu,2026-01-01,",
        "v,m,audio_input,10,eu,2026-01-01,",
      ],
      ledger: try ForecastDesk.ledger(from: "2026-07-23", days: 40) { day in
        (0..<10).map {
          let isAudio = day == 30 && $0 == 0
          return "10:00:0\($0)Z,u,a,pro,v,m,\(isAudio ? "eu" : ""),1000000,\(isAudio ? "5000" : "")"
        }
      })
    #expect(try desk.means("vendor_cost_usd") == ["10.001785714285714286"])
  }

  /// Two accounts of which one uses three times as much, 3 and 1 USD a day, at prices of one region alone.
  @Test func `accounts share what is not listed as they did before`() throws {
    let desk = try ForecastDesk(
      prices: ["v,e,input,1,eu,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,e,eu,3000000,", "10:00:00Z,u,b,pro,v,e,eu,1000000,"]
      })
    #expect(
      try desk.ahead("vendor_cost_usd", of: "account/a", by: "account") == [["3", "3", "3"]])
    #expect(
      try desk.ahead("vendor_cost_usd", of: "account/b", by: "account") == [["1", "1", "1"]])
  }

  /// The same at a multiplier of 3 instead of 1.5 from the first day ahead on: 1 × 3 ÷ 0.01 = 300 credits a day, and
  /// so it would have been before: nothing is uncertain.
  @Test func `credits of what is not listed follow the multiplier`() throws {
    let desk = try ForecastDesk(
      prices: ["v,e,input,1,eu,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,e,eu,1000000,"]
      },
      books: [
        "multipliers.csv": "level,tier,provider,model,multiplier,effective_from,status,"
          + "requested_by,approved_by\ntier,pro,,,1.5,2026-01-01,approved,a,b\n"
          + "tier,pro,,,3,2026-08-29,approved,a,b\n"
      ])
    #expect(try desk.ahead("credits") == [["300", "300", "300"]])
  }

  /// The base band lists the input at nothing, and 0.1 million tokens of audio cost 5 USD in the region.
  @Test func `what is listed at nothing is forecast as it was`() throws {
    let desk = try ForecastDesk(
      prices: [
        "v,e,input,0,,2026-01-01,", "v,e,input,0,eu,2026-01-01,",
        "v,e,audio_input,50,eu,2026-01-01,",
      ],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 28) { _ in
        ["10:00:00Z,u,a,pro,v,e,eu,1000000,100000"]
      })
    #expect(try desk.ahead("vendor_cost_usd") == [["5", "5", "5"]])
  }

  /// One token a day at 1.234567 USD per million is 0.000001234567 USD every day: both ends have 8 decimals.
  @Test func `a mean with many decimals is within its range`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1.234567,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-23", days: 40) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1,"]
      })
    #expect(
      try desk.ahead("vendor_cost_usd") == [["0.000001234567", "0.00000123", "0.00000124"]])
  }
}
