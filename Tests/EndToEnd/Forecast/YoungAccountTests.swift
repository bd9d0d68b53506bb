import Testing

/// What is said of accounts that began of late: days before their first request are none of theirs.
struct YoungAccountTests {
  /// Ten weeks up to 9 August 2026 with requests of a million tokens each, at 1 USD and so 150 credits.
  private static func desk(_ requests: @escaping (Int) -> [String]) throws -> ForecastDesk {
    try ForecastDesk(
      prices: [
        "v,m,input,1,,2026-01-01,", "v,fresh,audio_input,1,,2026-01-01,",
      ],
      ledger: try ForecastDesk.ledger(from: "2026-06-01", days: 70, requests),
      books: ["balances.csv": "account_id,at,credits\nold,,3000\nnew,,3000\n"])
  }

  private static func requests(
    _ count: Int, of account: String, _ model: String = "m,,1000000,"
  ) -> [String] {
    Array(repeating: "10:00:00Z,u,\(account),pro,v,\(model)", count: count)
  }

  /// A request a day of one account throughout, then two, and of another since some days.
  ///
  /// A request comes to 150 credits: old used 300 a day in the last four weeks and 150 before, 100 % more. New is held
  /// against four weeks before these from its 56th day on.
  @Test(arguments: [
    (1, "150", ""), (7, "150", ""), (30, "150", ""), (55, "150", ""), (56, "150", "0"),
    (70, "150", "0"),
  ])
  func `the pace of an account is that of the days since its first`(
    days: Int, pace: String, trend: String
  ) throws {
    let desk = try Self.desk { day in
      Self.requests(day < 42 ? 1 : 2, of: "old")
        + (day >= 70 - days ? Self.requests(1, of: "new") : [])
    }
    let rows = try desk.table("run-out")
    let old = try #require(rows.first { $0["account_id"] == "old" })
    let new = try #require(rows.first { $0["account_id"] == "new" })
    #expect(old["credits_per_day"] == "300" && old["trend_percent"] == "100")
    #expect(new["credits_per_day"] == pace && new["trend_percent"] == trend)
  }
}
