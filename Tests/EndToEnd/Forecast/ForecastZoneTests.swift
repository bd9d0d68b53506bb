import Testing

/// Days of a forecast are days of the reporting zone: those past as well as those ahead.
struct ForecastZoneTests {
  private static func requests(
    at time: String, from first: String, days: Int, perDay: Int = 1
  ) throws -> String {
    try ForecastDesk.ledger(from: first, days: days) { _ in
      Array(repeating: "\(time),u,a,pro,v,m,,1000000,", count: perDay)
    }
  }

  /// In India the new price of 3 USD begins at 5:30, after the only request of the day: of 28 days 18 cost 1 and
  /// ten 3 USD, and so do all to come, 3 × 1.5 ÷ 0.01 = 450 credits.
  @Test func `east of Greenwich a past day has the prices of its own midnight`() throws {
    let desk = try ForecastDesk(
      zone: "Asia/Kolkata", prices: ["v,m,input,1,,2026-01-01,", "v,m,input,3,,2026-08-10,"],
      ledger: try Self.requests(at: "02:00:00+05:30", from: "2026-07-24", days: 28))
    #expect(try desk.means("vendor_cost_usd") == ["3"])
    #expect(try desk.means("credits") == ["450"])
  }

  /// In New Zealand the price of 10 USD begins at noon of 20 August.
  ///
  /// That day cost 6 × 1 + 4 × 10 = 46 USD, and says nothing of the ratio. The ten requests of a day to come cost 100,
  /// as those of all days before would now.
  @Test func `a day within which a price changes tells nothing of the ratio`() throws {
    let times = (0..<10).map { "\($0 < 5 ? "0" : "")\(2 * $0 + 1):30:00+12:00" }
    let desk = try ForecastDesk(
      zone: "Pacific/Auckland", prices: ["v,m,input,1,,2026-01-01,", "v,m,input,10,,2026-08-20,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-03", days: 60) { _ in
        times.map { "\($0),u,a,pro,v,m,,1000000," }
      })
    #expect(try desk.ahead("vendor_cost_usd") == [["100", "100", "100"]])
    #expect(try desk.ahead("credits") == [["15000", "15000", "15000"]])
  }

  /// In Arizona the price of 3 USD begins with 10 August: each of the 28 days would cost 3 USD now, and nothing
  /// is uncertain.
  @Test func `a price that changes at midnight counts from that day on`() throws {
    let desk = try ForecastDesk(
      zone: "America/Phoenix",
      prices: ["v,m,input,1,,2026-01-01,", "v,m,input,3,,2026-08-10T00:00:00-07:00,"],
      ledger: try Self.requests(at: "12:00:00-07:00", from: "2026-07-24", days: 28))
    #expect(try desk.ahead("vendor_cost_usd") == [["3", "3", "3"]])
  }

  /// In Samoa the price of 10 USD begins with 29 August, three days before the end: 60 days of ten requests would all
  /// cost 100 USD now, so that they never changed, and no error has a scale.
  @Test func `a history at the prices of today has no errors of the prices of yesterday`() throws {
    let desk = try ForecastDesk(
      zone: "Pacific/Pago_Pago",
      prices: ["v,m,input,1,,2026-01-01,", "v,m,input,10,,2026-08-29T11:00:00Z,"],
      ledger: try Self.requests(at: "12:00:00-11:00", from: "2026-07-03", days: 60, perDay: 10))
    #expect(try desk.ahead("vendor_cost_usd") == [["100", "100", "100"]])
    let accuracy = try desk.table("forecast-accuracy").first {
      $0["series"] == "total" && $0["measure"] == "vendor_cost_usd"
    }
    #expect(accuracy?["mase"] == "")
  }
}
