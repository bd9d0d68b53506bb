import Testing

/// Causes of anomalies in `anomalies.csv`.
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
  @Test func `a derivation of unused classes is no cause`() throws {
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

  /// In a new level of three weeks the same weekday is there once more, and is odd itself.
  ///
  /// It says nothing of what is usual: z alone adds 90 of the 90 USD.
  @Test func `another anomaly does not hide the cause of the first`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-06-01", days: 57) { day in
        let extra = day == 47 ? ("z", 90) : day == 54 ? ("y", 190) : ("x", 0)
        return ["10:00:00Z,a,a,pro,v,m,,\(day < 45 ? 1_000_000 + day : 9_000_000 + day),"]
          + ["10:00:00Z,b,b,pro,v,m,,\(1_000_000 + 7 * day),"]
          + Array(repeating: "11:00:00Z,\(extra.0),c,pro,v,m,,1000000,", count: extra.1)
      })
    #expect(try Self.causes(desk, on: "2026-07-18") == ["user z"])
    #expect(try Self.causes(desk, on: "2026-07-25") == ["user y"])
  }

  private static let prices = ["v,a,input,1,,2025-01-01,", "v,b,input,1,,2025-01-01,"]

  /// Requests of a user, each of a million tokens: 1 USD at 1 USD per million.
  private static func requests(_ count: Int, of user: String, _ model: String = "a") -> [String] {
    Array(repeating: "10:00:00Z,\(user),\(user),pro,v,\(model),,1000000,", count: count)
  }

  /// 10 USD a day of one user, 6 more of another on one day: all of the difference is of the other.
  @Test func `a user who did what it always does is no cause`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices,
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { day in
        Self.requests(10, of: "steady") + (day == 36 ? Self.requests(6, of: "newcomer") : [])
      })
    #expect(try Self.causes(desk, on: "2026-08-25") == ["user newcomer"])
  }

  /// From day 20 on whale has 20 USD a day beside the 10 of steady: of day 30 that is expected.
  @Test func `an anomaly is compared with days of the same level`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices,
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { day in
        Self.requests(10, of: "steady") + (day >= 20 ? Self.requests(20, of: "whale") : [])
          + (day == 30 ? Self.requests(15, of: "newcomer") : [])
      })
    #expect(try Self.causes(desk, on: "2026-08-09") == ["user whale"])
    #expect(try Self.causes(desk, on: "2026-08-19") == ["user newcomer"])
  }

  /// A job of 400 USD on every other of four Thursdays, else of 2 and on the two others of 1: what is expected of those is
  /// between both kinds, and the 1 USD that the job lacks is nothing of what they are said to be off.
  @Test func `who explains little of what a day is said to be off is no cause`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices,
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 28) { day in
        Self.requests(10 + day % 3, of: "steady")
          + Self.requests([3: 400, 10: 1, 17: 400, 24: 1][day] ?? 2, of: "job")
      })
    #expect(try Self.causes(desk, on: "2026-07-23") == ["user job"])
    #expect(try Self.causes(desk, on: "2026-07-30") == [""])
  }

  @Test func `who leaves is the cause of a lower level`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices,
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { day in
        Self.requests(10, of: "steady") + (day < 20 ? Self.requests(20, of: "whale") : [])
      })
    #expect(try Self.causes(desk, on: "2026-08-09") == ["user whale"])
  }

  /// On day 36 ten users have 6 USD more of model a, ub 7 more of b, and uc 2 less of c: of the 11 more, a and b both have
  /// more than half, b most, and it is what ub used.
  @Test func `the model reported with a user is one that the user used`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices + ["v,c,input,1,,2025-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { day in
        (0..<6).flatMap { Self.requests(day == 36 ? 2 : 1, of: "u\($0)") }
          + (day == 36 ? Self.requests(7, of: "ub", "b") : [])
          + Self.requests(day == 36 ? 1 : 3, of: "uc", "c")
      })
    #expect(try Self.causes(desk, on: "2026-08-25") == ["user ub, model b"])
  }

  /// From day 20 on whale has 20 USD a day beside 10; two days later b, of which there was one request, costs more, or a
  /// costs a fifth less, which makes the two days before dearer than all after, and the level no higher.
  @Test(arguments: [
    (["v,b,input,1,,2025-01-01,", "v,b,input,2,,2026-08-11,"], ["user whale, model a"]),
    (["v,a,input,0.8,,2026-08-11,"], ["user whale", "price of a changed on 2026-08-11"]),
  ])
  func `a price of what is hardly used, or that went the other way, raises no level`(
    prices: [String], causes: [String]
  ) throws {
    let desk = try ForecastDesk(
      prices: ["v,a,input,1,,2025-01-01,"] + prices,
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 60) { day in
        Self.requests(10, of: "steady") + (day >= 20 ? Self.requests(20, of: "whale") : [])
          + (day == 3 ? ["10:00:00Z,steady,s,pro,v,\(prices.count == 2 ? "b" : "a"),,10,"] : [])
      })
    #expect(try Self.causes(desk, on: "2026-08-09") == Set(causes))
  }

  /// 10 USD a day become 60: three times the price of a makes 20 more of what steady always had and 20 more of the 10
  /// that whale brings; whale itself, at the old price, 10 of the 50.
  @Test func `of a price and a user the one that explains more is reported`() throws {
    let desk = try ForecastDesk(
      prices: ["v,a,input,1,,2025-01-01,", "v,a,input,3,,2026-08-09,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { day in
        Self.requests(10, of: "steady") + (day >= 20 ? Self.requests(10, of: "whale") : [])
      })
    #expect(try Self.causes(desk, on: "2026-08-09") == ["price of a changed on 2026-08-09"])
  }

  /// All requests are of a region that alone has prices: what is listed without one does not tell what they did.
  @Test func `a price of a region is a cause where it moved as the cost did`() throws {
    let desk = try ForecastDesk(
      prices: ["v,a,input,1,eu,2025-01-01,", "v,a,input,3,eu,2026-08-09,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { _ in
        Array(repeating: "10:00:00Z,u,u,pro,v,a,eu,1000000,", count: 10)
      })
    #expect(try Self.causes(desk, on: "2026-08-09") == ["price of a changed on 2026-08-09"])
  }

  /// Ten users a day; the price rises to four times on 15 July, and both the 17th and the days that it is held against have
  /// the new one: five users that stay away are no rise, and fifteen requests more are those of newcomer.
  @Test(arguments: [(-5, ""), (15, "user newcomer")])
  func `a price that the usual days have as well is no cause`(more: Int, cause: String) throws {
    let desk = try ForecastDesk(
      prices: ["v,a,input,1,,2025-01-01,", "v,a,input,4,,2026-07-15,"],
      ledger: try ForecastDesk.ledger(from: "2026-06-01", days: 70) { day in
        (0..<(day == 46 ? min(10, 10 + more) : 10)).flatMap { Self.requests(1, of: "u\($0)") }
          + Self.requests(day == 46 ? max(0, more) : 0, of: "newcomer")
      })
    #expect(try Self.causes(desk, on: "2026-07-17") == [cause])
    #expect(try Self.causes(desk, on: "2026-07-15") == ["price of a changed on 2026-07-15"])
  }

  /// On day 36 nobody requests anything, on day 30 nobody uses a: 10 of the 11 USD are a's on both.
  @Test func `a day without any request is no model's doing`() throws {
    let desk = try ForecastDesk(
      prices: Self.prices,
      ledger: try ForecastDesk.ledger(from: "2026-07-20", days: 42) { day in
        day == 36
          ? []
          : (day == 30 ? [] : (0..<10).flatMap { Self.requests(1, of: "u\($0)") })
            + Self.requests(1, of: "w", "b")
      })
    let drops = try desk.table("anomalies").filter { $0["kind"] == "drop" }
    for series in ["total", "tier/pro", "provider/v", "model/a", "model/b"] {
      #expect(
        drops.filter { $0["series"] == series && $0["day"] == "2026-08-25" }
          .map { $0["cause"] } == ["no request on this day"], "\(series): \(drops)")
    }
    #expect(try Self.causes(desk, on: "2026-08-19") == ["model a"])
  }
}
