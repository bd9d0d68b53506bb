import Testing

/// What `anomalies.csv` says was the cause of an odd day.
struct ForecastCauseTests {
  private static func causes(_ desk: ForecastDesk, on day: String) throws -> Set<String> {
    Set(
      try desk.table("anomalies").filter { $0["series"] == "total" && $0["day"] == day }.map {
        $0["cause"] ?? ""
      })
  }

  /// In New Zealand 20 August begins at noon of 19 August in UTC: the price is of the day on which the level shifts.
  @Test func `a change of price is named by its day in the reporting zone`() throws {
    let desk = try ForecastDesk(
      zone: "Pacific/Auckland",
      prices: ["v,m,input,1,,2026-01-01,", "v,m,input,10,,2026-08-19T12:00:00Z,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-03", days: 60) { _ in
        Array(repeating: "12:00:00+12:00,u,a,pro,v,m,,1000000,", count: 10)
      })
    #expect(try Self.causes(desk, on: "2026-08-20") == ["price of m changed on 2026-08-20"])
  }

  /// The ledger says gemini where the book has google, whose cache reads cost a tenth of the input, from 5 August on
  /// nine tenths: ten million of them a day cost 1, then 9 USD.
  @Test func `a shift is explained by a derivation that changed`() throws {
    let desk = try ForecastDesk(
      prices: ["google,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(
        from: "2026-07-03", days: 60,
        header: "request_id,request_started_at,user_id,tier,provider,model,cache_read_tokens\n"
      ) { _ in (0..<10).map { "10:00:0\($0)Z,u\($0),pro,gemini,m,1000000" } },
      books: [
        "derivations.csv": "provider,unit_class,service_tier,from_unit_class,factor,"
          + "effective_from,effective_to\n"
          + "google,cache_read,standard,input,0.1,2024-01-01,2026-08-05\n"
          + "google,cache_read,standard,input,0.9,2026-08-05,\n"
      ])
    #expect(try Self.causes(desk, on: "2026-08-05") == ["price of m changed on 2026-08-05"])
  }

  /// Ten users a day at 1 USD each; on one day x has 30 requests in each of two accounts: 60 of the 60 USD more, of
  /// which neither account alone has more than half.
  @Test func `a user with two accounts is one user`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { day in
        (0..<10).map { "10:00:0\($0)Z,w\($0),b\($0),pro,v,m,,1000000," }
          + (day == 36
            ? (0..<60).map { "11:00:00Z,x,a\($0 % 2),pro,v,m,,1000000," } : [])
      })
    #expect(try Self.causes(desk, on: "2026-08-25") == ["user x"])
  }

  /// A new user makes the level shift; on the day before, batch requests became dearer, of which there are none.
  @Test func `a derivation of what nobody uses is no cause`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-03", days: 60) { day in
        ["10:00:00Z,u,a,pro,v,m,,1000000,"]
          + (day >= 33 ? ["11:00:00Z,w,b,pro,v,m,,9000000,"] : [])
      },
      books: [
        "derivations.csv": "provider,unit_class,service_tier,from_unit_class,factor,"
          + "effective_from,effective_to\n"
          + "*,,batch,,0.5,2024-01-01,2026-08-04\n*,,batch,,0.6,2026-08-04,\n"
      ])
    #expect(try Self.causes(desk, on: "2026-08-05") == ["user w"])
  }
}
