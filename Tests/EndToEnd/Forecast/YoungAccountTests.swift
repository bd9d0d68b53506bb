import Testing

/// Messages about recent accounts: days before their first request do not count.
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

  /// The total of a measure in fourteen days, in all and of both accounts.
  private static func sums(
    _ desk: ForecastDesk, _ measure: String
  ) throws -> (total: Double, old: Double, new: Double) {
    var sums: [String: Double] = [:]
    let rows = try desk.table("forecast", "--by", "account", "--horizon", "14")
    for row in rows where row["measure"] == measure {
      sums[row["series"] ?? "", default: 0] += Double(row["mean"] ?? "") ?? .nan
    }
    return (sums["total"] ?? 0, sums["account/old"] ?? 0, sums["account/new"] ?? 0)
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

  /// Four requests a day of old beside two of new, which began some days ago: new has a third of all.
  ///
  /// Of one that began on the last day two of 4 × 28 + 2 are known.
  @Test(
    arguments: [
      (1, 2, 114), (2, 1, 3), (3, 1, 3), (8, 1, 3), (20, 1, 3), (28, 1, 3), (40, 1, 3),
    ] as [(Int, Double, Double)])
  func `a young account has the part of a kind that it had since its first day`(
    days: Int, part: Double, whole: Double
  ) throws {
    let desk = try Self.desk { day in
      Self.requests(4, of: "old") + (day >= 70 - days ? Self.requests(2, of: "new") : [])
    }
    for measure in ["input_tokens", "credits", "vendor_cost_usd"] {
      let sums = try Self.sums(desk, measure)
      #expect(abs(sums.total - sums.old - sums.new) < 1e-6, "\(measure): \(sums)")
      #expect(abs(sums.new / sums.total - part / whole) < 1e-5, "\(measure): \(sums)")
    }
  }

  /// Of a model that both use since eight days each has half, however old it is.
  @Test func `a kind of traffic that is as young shows no account as older`() throws {
    let desk = try Self.desk { day in
      Self.requests(4, of: "old") + (day >= 62 ? Self.requests(4, of: "new") : [])
        + (day >= 62 ? Self.requests(1, of: "old", "fresh,,0,1000000") : [])
        + (day >= 62 ? Self.requests(1, of: "new", "fresh,,0,1000000") : [])
    }
    let sums = try Self.sums(desk, "audio_input_tokens")
    #expect(sums.total > 0 && abs(sums.new - sums.old) <= 14, "\(sums)")
  }

  /// On Saturday and Sunday, 8 and 9 August, the account of ten requests a workday rests, and another begins with one a day.
  ///
  /// Since its first day it alone did anything; but one a day beside 200 in 28 days are 28 of 228 in 28 days.
  @Test func `a young account has no more than its own mean while others rest`() throws {
    let desk = try Self.desk { day in
      day % 7 < 5 ? Self.requests(10, of: "old") : day >= 68 ? Self.requests(1, of: "new") : []
    }
    let sums = try Self.sums(desk, "input_tokens")
    #expect(abs(sums.new * 228 / sums.total - 28) < 1e-3, "\(sums)")
  }

  /// Nobody but the new account used the model, and that one on its first day alone.
  @Test func `what was used on a first day alone is still somebody's`() throws {
    let desk = try Self.desk { day in
      Self.requests(4, of: "old") + (day >= 67 ? Self.requests(4, of: "new") : [])
        + (day == 67 ? Self.requests(8, of: "new", "fresh,,0,1000000") : [])
    }
    let sums = try Self.sums(desk, "audio_input_tokens")
    #expect(sums.total > 0 && sums.new == sums.total, "\(sums)")
  }
}
