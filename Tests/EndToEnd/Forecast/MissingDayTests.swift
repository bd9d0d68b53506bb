import Testing

/// Days without any request, where that is usual and where it is not.
struct MissingDayTests {
  /// The days of total that have no request and should, over twelve weeks or so many days from Monday, 1 June.
  private static func missing(
    days: Int = 84, _ count: @escaping (Int) -> Int
  ) throws -> [String] {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-06-01", days: days) { day in
        Array(repeating: "10:00:00Z,u,a,pro,v,m,,1000000,", count: count(day))
      })
    return try desk.table("anomalies").filter { $0["series"] == "total" }
      .map { "\($0["day"] ?? "") \($0["kind"] ?? "")" }
  }

  @Test func `of a business that rests at weekends only a workday is missing`() throws {
    // 17 June is a Wednesday: what it lacks is told as cost, and as requests.
    #expect(
      try Self.missing { $0 % 7 > 4 || $0 == 16 ? 0 : 9 + $0 % 3 }
        == ["2026-06-17 drop", "2026-06-17 missing_day"])
  }

  @Test func `nothing is missing between uses that are rare`() throws {
    #expect(try Self.missing { $0 % 10 == 0 ? 6 : 0 } == [])
  }

  @Test func `where every day has requests, each other one is missing`() throws {
    #expect(
      try Self.missing { $0 == 16 || $0 == 19 ? 0 : 9 + $0 % 3 } == [
        "2026-06-17 drop", "2026-06-17 missing_day", "2026-06-20 drop", "2026-06-20 missing_day",
      ])
  }

  /// Days from the first on that an export lacks: so many that five uses, or two of a weekday, lie between them.
  @Test(arguments: [(7, [4]), (13, [4, 9]), (14, [3, 10]), (35, [4, 10, 17, 22, 29])])
  func `few days are missing, however far apart`(days: Int, without: [Int]) throws {
    let missing = try Self.missing(days: days) { without.contains($0) ? 0 : 12 + $0 % 3 }
    #expect(missing.count { $0.hasSuffix(" missing_day") } == without.count, "\(missing)")
  }
}
