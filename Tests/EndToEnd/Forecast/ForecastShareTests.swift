import Testing

/// How the requests of a day ahead are shared out among kinds of traffic that began or stopped of late.
struct ForecastShareTests {
  /// So many requests of each model on each day of twelve weeks, a million tokens each: of old at 1 USD, of dear at 10,
  /// of mid at 3.
  ///
  /// The last day is Friday, 28 August 2026, where there are no more days.
  private static func desk(
    days: Int = 84, mid: Int = 0, midUntil: String = "",
    _ counts: @escaping (Int) -> (old: Int, dear: Int)
  ) throws -> ForecastDesk {
    try ForecastDesk(
      prices: [
        "v,old,input,1,,2026-01-01,", "v,dear,input,10,,2026-01-01,",
        "v,mid,input,3,,2026-01-01,\(midUntil)",
      ],
      ledger: try ForecastDesk.ledger(from: "2026-06-06", days: days) { day in
        let (old, dear) = counts(day)
        return [String](repeating: "10:00:00Z,u,a,pro,v,old,,1000000,", count: old)
          + [String](repeating: "10:00:00Z,u,b,free,v,dear,,1000000,", count: dear)
          + [String](repeating: "10:00:00Z,u,b,free,v,mid,,1000000,", count: mid)
      })
  }

  /// The mean of the days ahead, in order of days.
  private static func means(
    _ desk: ForecastDesk, _ measure: String, of series: String, by cut: String = "model"
  ) throws -> [Double] {
    try desk.table("forecast", "--by", cut, "--horizon", "14")
      .filter { $0["series"] == series && $0["measure"] == measure }
      .compactMap { Double($0["mean"] ?? "") }
  }

  /// Of 21 requests of a day with both 6 are the new one's; less the request that made it known, in all its days, 5.5
  /// to 6 of 21, whatever all requests are expected to be.
  @Test(arguments: [2, 4, 6], ["model/dear", "tier/free"])
  func `a kind younger than a week has its share of every day`(life: Int, series: String) throws {
    let desk = try Self.desk { (15, $0 >= 84 - life ? 6 : 0) }
    let cut = series.hasPrefix("model") ? "model" : "tier"
    let own = try Self.means(desk, "requests", of: series, by: cut)
    let all = try Self.means(desk, "requests", of: "total", by: cut)
    #expect(own.count == 14)
    for (own, all) in zip(own, all) {
      // A part is within a unit of what is due.
      #expect(own >= all * 5.5 / 21 - 1.01 && own <= all * 6 / 21 + 1.01, "\(own) of \(all)")
    }
  }

  /// The first days without, and whether that is a stop.
  private static let silences: [(days: Int, isStop: Bool)] = [
    (3, false), (4, true), (7, true), (10, true), (13, true), (14, true), (20, true),
  ]

  @Test(arguments: silences)
  func `what was used every day and is not for four days has stopped`(
    days: Int, isStop: Bool
  ) throws {
    let desk = try Self.desk { (5, $0 < 84 - days ? 3 : 0) }
    let dear = try Self.means(desk, "requests", of: "model/dear")
    #expect(dear.allSatisfy { $0 == 0 } == isStop, "\(dear)")
    if days == 10 {
      // Five a day at 1 USD since.
      #expect(try desk.means("vendor_cost_usd") == ["5"])
    }
  }

  /// Dear is used on workdays, with pauses of two days; then not for some days up to Friday, weekends included.
  @Test(arguments: [(3, false), (4, false), (7, true), (8, true)] as [(Int, Bool)])
  func `what rests at weekends has stopped after more than twice a weekend`(
    days: Int, isStop: Bool
  ) throws {
    // 6 June 2026 is a Saturday.
    let desk = try Self.desk { (5, $0 % 7 >= 2 && $0 < 84 - days ? 3 : 0) }
    let dear = try Self.means(desk, "requests", of: "model/dear")
    #expect(dear.allSatisfy { $0 == 0 } == isStop, "\(dear)")
  }

  @Test func `what is used once a week has not stopped in between`() throws {
    // On Saturdays, twelve of them; six days of silence.
    let desk = try Self.desk { (5, $0 % 7 == 0 ? 5 : 0) }
    let dear = try Self.means(desk, "requests", of: "model/dear")
    #expect(dear.contains { $0 > 0 })
  }

  @Test(arguments: [4, 10])
  func `a model that took all of another's traffic keeps it`(days: Int) throws {
    let desk = try Self.desk { $0 < 84 - days ? (8, 0) : (0, 8) }
    #expect(try desk.means("requests", of: "model/old", by: "model") == ["0"])
    #expect(try desk.means("vendor_cost_usd", by: "model") == ["80"])
  }

  /// Three days ago all went from 1 USD to 10: what the shares say and what the cost alone would do are far apart.
  @Test func `a range has a width where shares and the cost's own history are far apart`() throws {
    let desk = try Self.desk { $0 < 81 ? (8, 0) : (0, 8) }
    for row in try desk.ahead("vendor_cost_usd") {
      #expect(row[1] != row[2], "\(row)")
    }
  }

  @Test func `a range has a width as long as no model has ended`() throws {
    let desk = try Self.desk(mid: 1, midUntil: "2026-09-10") { $0 < 81 ? (8, 0) : (0, 8) }
    let rows = try desk.table("forecast").filter {
      $0["series"] == "total" && $0["measure"] == "vendor_cost_usd"
        && $0["day", default: ""] < "2026-09-10"
    }
    #expect(rows.count == 12)
    #expect(rows.allSatisfy { $0["lo80"] != $0["hi80"] }, "\(rows)")
  }

  @Test(arguments: [4, 5, 10])
  func `what stopped and nobody took over is not expected of others`(days: Int) throws {
    let desk = try Self.desk { ($0 < 84 - days ? 40 : 0, 1) }
    // One a day, as on each of 84 days, at 10 USD.
    #expect(try desk.means("requests", of: "model/dear", by: "model") == ["1"])
    #expect(try desk.means("requests") == ["1"])
    #expect(try desk.means("vendor_cost_usd") == ["10"])
  }

  @Test func `what stopped four days ago may come back`() throws {
    let desk = try Self.desk { ($0 >= 80 ? 0 : $0 % 7 < 2 ? 15 : 36 + $0 * 7 % 9, 1) }
    let rows = try desk.ahead("requests", of: "model/old", by: "model")
    #expect(rows.allSatisfy { $0[0] == "0" } && rows.contains { $0[2] != "0" }, "\(rows)")
  }

  @Test func `what stopped goes on where it was taken over, not where others are`() throws {
    let desk = try Self.desk(mid: 4) { $0 < 80 ? (8, 0) : (0, 8) }
    #expect(try desk.means("requests", of: "model/dear", by: "model") == ["8"])
    #expect(try desk.means("requests", of: "model/mid", by: "model") == ["4"])
  }

  @Test func `of what stopped so much goes on as others rose by`() throws {
    // Dear rose by 2 a day when 8 of old ended: of the past of old two eighths are its own.
    let desk = try Self.desk(mid: 4) { $0 < 80 ? (8, 1) : (0, 3) }
    #expect(try desk.means("requests", of: "model/dear", by: "model") == ["3"])
    #expect(try desk.means("requests", of: "model/mid", by: "model") == ["4"])
  }

  @Test func `one batch of another kind takes nothing over`() throws {
    // 200 of dear every 30 days, also when 40 of old have ended; mid does 10 a day.
    let desk = try Self.desk(mid: 10) { ($0 < 79 ? 40 : 0, $0 % 30 == 22 ? 200 : 0) }
    let mid = try Self.means(desk, "requests", of: "model/mid")
    let all = try Self.means(desk, "requests", of: "total")
    #expect(all.allSatisfy { $0 < 25 }, "\(all)")
    #expect(mid.count { $0 == 10 } >= 12, "\(mid)")
  }

  @Test func `what another kind does less takes nothing from who took over`() throws {
    // Mid falls from 60 to 40 when old hands its 20 on; in the mean of four weeks it has 55 of 75, and 60 are all.
    let desk = try ForecastDesk(
      prices: [
        "v,old,input,1,,2026-01-01,", "v,dear,input,10,,2026-01-01,", "v,mid,input,3,,2026-01-01,",
      ],
      ledger: try ForecastDesk.ledger(from: "2026-06-06", days: 84) { day in
        [String](
          repeating: "10:00:00Z,u,a,pro,v,\(day < 78 ? "old" : "dear"),,1000000,", count: 20)
          + [String](
            repeating: "10:00:00Z,u,b,free,v,mid,,1000000,", count: day < 76 ? 60 : 40)
      })
    let dear = try Self.means(desk, "requests", of: "model/dear")
    #expect(dear.allSatisfy { $0 >= 16 && $0 <= 20 }, "\(dear)")
  }

  @Test func `days without any request take nothing from who took over`() throws {
    let desk = try Self.desk { (79..<81).contains($0) ? (0, 0) : $0 < 76 ? (8, 0) : (0, 8) }
    #expect(try desk.means("requests", of: "model/old", by: "model") == ["0"])
    let dear = try Self.means(desk, "requests", of: "model/dear")
    #expect(dear == (try Self.means(desk, "requests", of: "total")))
  }

  /// Of eight requests a day all went to dear three days ago, and mid has one: 8 of 9, and never more than it did.
  @Test func `a young kind has its share of all, not of what others have with it`() throws {
    let desk = try Self.desk(mid: 1) { $0 < 81 ? (8, 0) : (0, 8) }
    let dear = try Self.means(desk, "requests", of: "model/dear")
    // The first four weekdays ahead are those that it has not lived.
    #expect(dear.prefix(4).allSatisfy { $0 >= 7 && $0 <= 8 }, "\(dear)")
  }

  @Test func `a model whose price has ended has no range either`() throws {
    let desk = try ForecastDesk(
      prices: ["v,old,input,1,,2026-01-01,2026-08-20", "v,mid,input,3,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-06-06", days: 84) { day in
        // 20 August is day 75.
        [String](
          repeating: "10:00:00Z,u,a,pro,v,\(day < 75 ? "old" : "mid"),,1000000,",
          count: 20 + day * 7 % 9)
      })
    let rows = try desk.table("forecast", "--by", "model").filter { $0["series"] == "model/old" }
    #expect(!rows.isEmpty && rows.allSatisfy { $0["hi95"] == "0" }, "\(rows.first ?? [:])")
  }

  @Test func `days without any request are no silence of one kind`() throws {
    let desk = try Self.desk { (78..<83).contains($0) ? (0, 0) : (10, $0 == 83 ? 0 : 2) }
    // On the weekday of the last day it had 2 of 12 in three of four weeks, on others always.
    for (own, all) in zip(
      try Self.means(desk, "requests", of: "model/dear"),
      try Self.means(desk, "requests", of: "total"))
    {
      #expect(own >= all * 1.5 / 11.5 - 1.01 && own <= all / 6 + 1.01, "\(own) of \(all)")
    }
  }

  @Test(arguments: [2, 5])
  func `a kind that began on a weekend is no more on workdays than it was`(count: Int) throws {
    // 29 and 30 August 2026 are a Saturday and a Sunday.
    let desk = try Self.desk(days: 86) { ($0 % 7 < 2 ? 1 : 40, $0 < 84 ? 0 : count) }
    let dear = try Self.means(desk, "requests", of: "model/dear")
    // A part is within a unit of what is due.
    #expect(dear.allSatisfy { $0 <= Double(count) + 1 }, "\(dear)")
    #expect(dear[0] >= 1)
  }
}
