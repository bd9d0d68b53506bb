import Testing

/// When accounts run out: from what was left when it was stated, by what they used since and will use.
struct RunOutTests {
  private static let balances = "account_id,at,credits\n"

  /// A request a day of 1 USD, 150 credits at the multiplier of 1.5.
  private static func daily(
    from first: String, days: Int, tokens: Int = 1_000_000, time: String = "10:00:00Z"
  ) throws -> String {
    try ForecastDesk.ledger(from: first, days: days) { _ in ["\(time),u,a,pro,v,m,,\(tokens),"] }
  }

  private static func days(_ desk: ForecastDesk, of account: String = "a") throws -> [String] {
    let row = try #require(try desk.table("run-out").first { $0["account_id"] == account })
    return ["p10", "p50", "p90"].map { row[$0] ?? "" }
  }

  /// 600 credits on the morning of 1 August, of which 31 days used 15 each: 600 − 465 = 135 are left after the 31st,
  /// nine days.
  @Test func `what was used since a balance was stated is taken off it`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try Self.daily(from: "2026-08-01", days: 31, tokens: 100_000),
      books: ["balances.csv": Self.balances + "a,2026-08-01,600\n"])
    #expect(try Self.days(desk) == Array(repeating: "2026-09-09", count: 3))
    #expect(try desk.table("run-out").first?["balance"] == "600")
  }

  /// 3,000 credits at 150 a day are used up by the twentieth day, the last of the ledger; 1,500 by the tenth.
  @Test(arguments: [("3000", "2026-08-20"), ("1500", "2026-08-10"), ("1499.9", "2026-08-10")])
  func `a balance that is used up ran out on the day of the past on which it was`(
    credits: String, day: String
  ) throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: ["balances.csv": Self.balances + "a,2026-08-01,\(credits)\n"])
    #expect(try Self.days(desk) == Array(repeating: day, count: 3))
    #expect(try desk.table("run-out").first?["outlasts_month_percent"] == "0")
  }

  /// Four weeks of 16 requests of 1.2 credits, and four of 20: 25 % more, though neither is so many a day exactly.
  @Test func `a trend is that of what was used, before it is rounded`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-07-01", days: 56) { day in
        day % 28 == 27 || day % 28 < (day < 28 ? 15 : 19) ? ["10:00:00Z,u,a,pro,v,m,,8000,"] : []
      },
      books: ["balances.csv": Self.balances + "a,2026-08-26,600\n"])
    #expect(try desk.table("run-out").map { $0["trend_percent"] } == ["25"])
  }

  /// Ten accounts without credits since the middle of the ledger, and one with two days' worth of them left.
  @Test func `accounts that are yet to run out are reported before those that have`() throws {
    let accounts = (0..<10).map { "old\($0)" } + ["soon"]
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 20) { _ in
        accounts.map { "10:00:00Z,u,\($0),pro,v,m,,1000000," }
      },
      books: [
        "balances.csv": Self.balances
          + accounts.map { "\($0),2026-08-10,\($0 == "soon" ? 1800 : 0)\n" }.joined()
      ])
    let said = try desk.words().words
    #expect(said.contains("soon: "), "\(said)")
    #expect(said.contains("… 3 more in run-out.csv"), "\(said)")
  }

  /// One day of usage is no history, but what is left is known, and who has no balance.
  @Test func `after a single day balances are listed, and accounts without one counted`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 1) { _ in
        ["10:00:00Z,u,a,pro,v,m,,1000,", "10:00:00Z,u,b,pro,v,m,,1000,"]
      },
      books: ["balances.csv": Self.balances + "a,2026-08-02,5\n"])
    let row = try #require(try desk.table("run-out").first)
    #expect(row["account_id"] == "a" && row["balance"] == "5")
    #expect(
      ["p50", "outlasts_month_percent", "credits_per_day", "trend_percent"].map { row[$0] }
        == ["", "", "", ""])
    let said = try desk.words().words
    #expect(said.contains("1 account without a known balance"), "\(said)")
  }

  /// Twenty days used 3,000 credits.
  @Test(arguments: [
    ("3001", "a: 1 credit left; earliest depletion"),
    ("3002", "a: 2 credits left; earliest depletion"),
    ("6000.5", "a: 3,000.5 credits left; earliest depletion"),
  ])
  func `one credit is reported as one, and thousands with commas`(credits: String, words: String)
    throws
  {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: ["balances.csv": Self.balances + "a,2026-08-01,\(credits)\n"])
    let said = try desk.words()
    #expect(said.words.contains(words), "\(said.words)")
  }

  /// 900 credits on 18 August: at its midnight three days of 150 follow, and 450 last three more, until the 23rd; at
  /// noon of that day two days, and 600 last four; after the last request all six.
  @Test(arguments: [
    ("2026-08-18", "2026-08-23"), ("2026-08-18T10:00:00Z", "2026-08-23"),
    ("2026-08-18T12:00:00Z", "2026-08-24"), ("2026-08-20T12:00:00Z", "2026-08-26"),
    ("", "2026-08-26"),
  ])
  func `a balance is that of its instant, without one of the end of the ledger`(
    at: String, day: String
  ) throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: ["balances.csv": Self.balances + "a,\(at),900\n"])
    #expect(try Self.days(desk) == Array(repeating: day, count: 3))
    #expect(try desk.table("run-out").first?["balance_at"] == at)
  }

  /// In New Zealand 18 August begins at noon of the 17th in UTC, and the requests of each day are at nine in the
  /// morning: three of 150 credits follow, 450 are left, and three days.
  @Test func `a balance of a day is that of its midnight in the reporting zone`() throws {
    let desk = try ForecastDesk(
      zone: "Pacific/Auckland", prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try Self.daily(from: "2026-08-01", days: 20, time: "09:00:00+12:00"),
      books: ["balances.csv": Self.balances + "a,2026-08-18,900\n"])
    #expect(try Self.days(desk) == Array(repeating: "2026-08-23", count: 3))
    #expect(try desk.table("run-out").first?["balance_at"] == "2026-08-18")
  }

  /// 450 credits at 150 a day, stated on the morning of 25 August: the four days after the ledger are over, and the
  /// 25th to the 27th use them up.
  @Test func `a balance of a day ahead lasts from that day on`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: ["balances.csv": Self.balances + "a,2026-08-25,450\nb,2027-08-25,450\n"])
    #expect(try Self.days(desk) == Array(repeating: "2026-08-27", count: 3))
  }

  private static let header =
    "request_id,request_started_at,account_id,tier,provider,model,input_tokens,balance_after\n"

  /// 600 credits are left after the request of 18 August: those of the 19th and 20th, and the second of the 18th at
  /// the same instant, use 150 each; 150 are left, one day.
  @Test func `a balance of the ledger is that after its request`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try ForecastDesk.ledger(from: "2026-08-01", days: 20, header: Self.header) { day in
        day == 17
          ? [
            "10:00:00Z,a,pro,v,m,0,750", "10:00:00Z,a,pro,v,m,0,600",
            "10:00:00Z,a,pro,v,m,1000000,",
          ]
          : ["10:00:00Z,a,pro,v,m,1000000,"]
      })
    #expect(try Self.days(desk) == Array(repeating: "2026-08-21", count: 3))
  }

  /// The last row repeats the id of the first of the last day with other tokens and 300 credits less: the first
  /// counts, and its 450 credits last three days.
  @Test(arguments: ["2000000,150", "1000000,150"])
  func `the balance of a row that repeats another does not count`(copy: String) throws {
    let rows = try ForecastDesk.ledger(from: "2026-08-01", days: 20, header: Self.header) { day in
      ["10:00:00Z,a,pro,v,m,1000000,\(3300 - 150 * day)"]
    }
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"],
      ledger: rows + "r19-0,2026-08-20T10:00:00Z,a,pro,v,m,\(copy)\n")
    #expect(try Self.days(desk) == Array(repeating: "2026-08-23", count: 3))
  }

  private static func multipliers(from day: String) -> String {
    "level,tier,provider,model,multiplier,effective_from,status,requested_by,approved_by\n"
      + "tier,pro,,,1.5,2026-01-01,approved,a,b\ntier,pro,,,3,\(day),approved,a,b\n"
  }

  /// 3,000 credits after four weeks of 150: with a multiplier of 3 from the next day on they last ten days of 300;
  /// from 31 August on, after ten days of 150, five more of 300: until 4 September.
  @Test(arguments: [("2026-08-21", "2026-08-30"), ("2026-08-31", "2026-09-04")])
  func `known multipliers count in the days ahead`(from: String, day: String) throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-07-24", days: 28),
      books: [
        "balances.csv": Self.balances + "a,2026-08-21,3000\n",
        "multipliers.csv": Self.multipliers(from: from),
      ])
    #expect(try Self.days(desk) == Array(repeating: day, count: 3))
    let last = try desk.table("forecast", "--by", "account").last {
      $0["series"] == "account/a" && $0["measure"] == "credits"
    }
    #expect(last?["mean"] == "300")
    #expect(last?["lo80"] == "300" && last?["hi80"] == "300")
  }

  /// 1,500 credits at 150 a day; the only model has no price from 26 August on: five days use 750, and no more is
  /// used.
  @Test func `an account whose model ends keeps what is left`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,2026-08-26"],
      ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: ["balances.csv": Self.balances + "a,2026-08-21,1500\nb,2026-08-21,750\n"])
    #expect(try Self.days(desk) == ["", "", ""])
  }

  /// Of b nothing is known but its balance: it uses nothing, and keeps it; that of c was used up when it was stated.
  @Test func `an account without usage has a row`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: [
        "balances.csv": Self.balances + "a,2026-08-21,150\nb,2026-08-21,100\nc,2026-08-03,0\n"
      ])
    let rows = try desk.table("run-out")
    #expect(rows.map { $0["account_id"] } == ["c", "a", "b"])
    #expect(rows.map { $0["p50"] } == ["2026-08-03", "2026-08-21", ""])
    #expect(rows.map { $0["outlasts_month_percent"] } == ["0", "0", "100"])
    #expect(rows.last?["credits_per_day"] == "0" && rows.last?["trend_percent"] == "")
  }

  /// 9999-12-31 is often written for "for good"; no number of nanoseconds reaches as far.
  @Test(arguments: ["0001-01-01", "1677-09-21", "9999-12-31"], ["UTC", "Pacific/Kiritimati"])
  func `a balance may be of the ends of time`(at: String, zone: String) throws {
    let desk = try ForecastDesk(
      zone: zone, prices: ["v,m,input,1,,2026-01-01,"],
      ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: ["balances.csv": Self.balances + "a,\(at),900\n"])
    #expect(try desk.table("run-out").map { $0["balance"] } == ["900"])
  }

  /// It is that of the end of the ledger.
  @Test func `a balance without a date is the latest`() throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-08-01", days: 20),
      books: ["balances.csv": Self.balances + "a,,300\na,2026-08-19,99999\n"])
    #expect(try Self.days(desk) == Array(repeating: "2026-08-22", count: 3))
  }

  /// The second time in other words, the same instant; the third row repeats the first and contradicts nothing.
  @Test(arguments: [
    ("a,2026-08-30,600\na,2026-08-30T00:00:00Z,500\n", 3),
    ("a,,600\na,,500\n", 3),
    ("a,2026-08-30,600\nb,2026-08-30,500\na,2026-08-30,600\n", 0),
  ])
  func `an account has one balance at a time`(rows: String, line: Int) throws {
    let desk = try ForecastDesk(
      prices: ["v,m,input,1,,2026-01-01,"], ledger: try Self.daily(from: "2026-08-01", days: 31),
      books: ["balances.csv": Self.balances + rows])
    let said = try desk.words()
    #expect(said.status == (line == 0 ? 0 : 1))
    if line != 0 {
      #expect(said.words.contains("balances.csv:\(line):"))
      #expect(
        said.words.contains(
          "error: [book.overlap] another balance of a at the same time is already in line 2"
            + " help: delete one of the two"), "\(said.words)")
    }
  }
}
