import Intake
import Ledger
import Testing

@Suite struct LedgerReaderTests {
  @Test func `a row that names everything is read column by column`() throws {
    let names = LedgerColumn.allCases.map(\.name).joined(separator: ",")
    let cells = """
      r-1,2026-07-29T10:00:00.5Z,2026-07-29T10:00:02Z,u 1,acme,pro,agent,openai,gpt-5,failed,TRUE,\
      1,2,3,4,5,6,7,8,9,10,11.000000001,batch,eu,vision,premium,EUR,0.000000000000000001,1.5,0.1,\
      20,19.9,12,13,14
      """
    let reading = try LedgerReading(of: Array((names + "\n" + cells + "\n").utf8))
    let row = try #require(reading.rows.first)
    #expect(reading.rejects.isEmpty && reading.rowCount == 1)
    #expect(row.id == Array("r-1".utf8))
    #expect(row.startedAtText == Array("2026-07-29T10:00:00.5Z".utf8))
    // Day 20,663 and ten hours: 1,785,283,200 + 36,000 seconds.
    #expect(row.startedAt == Instant(nanoseconds: 1_785_319_200_500_000_000))
    #expect(row.day == Day("2026-07-29"))
    #expect(
      row.kind
        == RateKey(
          tier: "pro", service: "agent", provider: "openai", model: "gpt-5", status: .failed,
          isBYOK: true, serviceTier: "batch", region: "eu", currency: "EUR"))
    #expect(row.user == UserKey(account: "acme", user: "u 1"))
    let counts = UnitClass.quantities.filter { $0 != .second }.map { row.quantities[$0] }
    #expect(counts == Array(1...10) + [12, 13, 14])
    #expect(row.quantities.nanoseconds == 11_000_000_001)
    #expect(row.cost == Money(attodollars: 1))
    #expect(row.credits == Credits(microcredits: 100_000))
    #expect(Int(row.length) == cells.utf8.count && Int(row.offset) == names.utf8.count + 1)
  }

  /// The defaults of the specification: chat, standard, completed, false; blank figures are unknown.
  @Test(arguments: [true, false])
  func `blank cells and absent columns take the same defaults`(hasColumns: Bool) throws {
    let columns: [LedgerColumn] =
      hasColumns
      ? LedgerColumn.allCases : [.requestID, .startedAt, .provider, .model, .userID, .inputTokens]
    let cells: [LedgerColumn: String] = [
      .requestID: "r1", .startedAt: "2026-07-29T10:00:00Z", .provider: "p", .model: "m",
      .userID: "u", .inputTokens: "5",
    ]
    let text =
      columns.map(\.name).joined(separator: ",") + "\n"
      + columns.map { cells[$0, default: ""] }.joined(separator: ",")
    let row = try #require(try LedgerReading(of: Array(text.utf8)).rows.first)
    #expect(
      row.kind
        == RateKey(
          tier: "", service: "chat", provider: "p", model: "m", status: .completed, isBYOK: false,
          serviceTier: "standard", region: "", currency: ""))
    #expect(row.user == UserKey(account: "", user: "u"))
    var quantities = Quantities()
    quantities.input = 5
    #expect(row.quantities == quantities)
    #expect(row.cost == nil && row.credits == nil)
  }

  @Test(
    arguments: [
      ("true", true), ("TRUE", true), ("True", true), ("1", true), ("false", false),
      ("FALSE", false), ("0", false), ("", false),
    ])
  func `byok is true, false, 1 or 0 in any case`(text: String, isBYOK: Bool) throws {
    #expect(try row([.byok: text]).kind.isBYOK == isBYOK)
  }

  @Test(arguments: ["completed", "partial", "cancelled", "failed"])
  func `the status is one of four words`(word: String) throws {
    #expect(try row([.status: word]).kind.status.name == word)
  }

  @Test func `a row needs a user or an account, not both`() throws {
    #expect(try row([.userID: "", .accountID: "a"]).user == UserKey(account: "a", user: ""))
    #expect(try row([.userID: "u"]).user == UserKey(account: "", user: "u"))
  }

  @Test func `a failed row may have no quantity, and zero is one`() throws {
    #expect(try row([.status: "failed", .inputTokens: ""]).quantities == Quantities())
    #expect(try row([.inputTokens: "0"]).quantities == Quantities())
    #expect(try row([.inputTokens: " \t", .seconds: "0.5"]).quantities.nanoseconds == 500_000_000)
  }

  /// The ends of the ranges in the page on bad input.
  @Test func `figures may reach their limits`() throws {
    let row = try row([
      .inputTokens: "1000000000000", .seconds: "1000000000", .vendorCostUSD: "1000000000.0",
      .multiplier: "1000", .creditsDeducted: "1000000000000", .balanceAfter: "-1000000000000",
    ])
    #expect(row.quantities.input == Quantities.countLimit)
    #expect(row.quantities.nanoseconds == 1_000_000_000_000_000_000)
    #expect(row.cost == Money.rowLimit && row.credits == Credits.rowLimit)
  }

  @Test(
    arguments: [
      ([.inputTokens: " 100"], .trimmedNumber), ([.vendorCostUSD: "0.5\t"], .trimmedNumber),
      ([.inputTokens: "10.0"], .zeroDecimals),
      ([.startedAt: "2016-12-31T23:59:60Z"], .leapSecond),
      ([.completedAt: "2026-08-05T10:00:00.000000001Z"], .longRequest),
    ] as [([LedgerColumn: String], RowWarning)])
  func `what is odd but harmless is used, counted and reported with its first line`(
    changes: [LedgerColumn: String], warning: RowWarning
  ) throws {
    let lines = [LedgerLine(), LedgerLine(changes), LedgerLine(), LedgerLine(changes)]
    let reading = try LedgerReading(of: LedgerLine.ledger(lines))
    #expect(reading.rows.count == 4 && reading.rejects.isEmpty)
    #expect(reading.warnings == [warning: 2])
    #expect(reading.warningLines == [warning: 3])
  }

  @Test func `a request of exactly seven days, or of no time, is nothing odd`() throws {
    let lines = ["2026-08-05T10:00:00Z", "2026-07-29T10:00:00Z"].map {
      LedgerLine([.completedAt: $0])
    }
    let reading = try LedgerReading(of: LedgerLine.ledger(lines))
    #expect(reading.rows.count == 2 && reading.warnings.isEmpty)
  }

  @Test func `the day is that of the reporting zone`() throws {
    let east = ReportingZone(
      name: "Asia/Kathmandu", offsets: [.init(from: .distantPast, secondsEast: 20_700)])
    // Five hours 45 minutes east: the day begins at 18:15 UTC.
    let lines = ["18:14:59.999999999", "18:15:00", "18:14:00", "18:15:59"].map {
      LedgerLine([.startedAt: "2026-07-29T\($0)Z"])
    }
    for isCarefulOnly in [true, false] {
      let reading = try LedgerReading(
        of: LedgerLine.ledger(lines), ReadingPlan(zone: east, isCarefulOnly: isCarefulOnly))
      #expect(
        reading.rows.map(\.day.description)
          == ["2026-07-29", "2026-07-30", "2026-07-29", "2026-07-30"])
    }
  }

  @Test(
    arguments: [("\n", 3, 0), ("\r\n", 0, 3), ("\r", 0, 0)] as [(String, Int64, Int64)])
  func `rows may end with LF, CRLF or CR, which are counted`(end: String, lf: Int64, crlf: Int64)
    throws
  {
    let reading = try LedgerReading(
      of: LedgerLine.ledger([LedgerLine(), LedgerLine(), LedgerLine()], end: end))
    #expect(reading.rows.map(\.line) == [2, 3, 4])
    #expect(reading.linesWithLF == lf && reading.linesWithCRLF == crlf)
    let width = LedgerLine().text.utf8.count
    #expect(reading.rows.map(\.length) == Array(repeating: Int32(width), count: 3))
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `a blank line is no row, and its line end is counted for what it is`(end: String) throws {
    let text = LedgerLine.ledger([LedgerLine()], end: end) + Array((end + end).utf8)
    let reading = try LedgerReading(of: text + Array((LedgerLine().text + end).utf8))
    #expect(reading.rows.map(\.line) == [2, 5] && reading.rowCount == 2)
    #expect(reading.linesWithLF == (end == "\n" ? 4 : 0))
    #expect(reading.linesWithCRLF == (end == "\r\n" ? 4 : 0))
  }

  @Test func `quoted cells are read as their text, and lines stay physical`() throws {
    let header = LedgerLine.header + ",note\n"
    let text =
      header + LedgerLine([.requestID: "\"r,\"\"1\"\"\""]).text + ",\"two\nlines\"\n"
      + LedgerLine([.inputTokens: "\"7\""]).text + ",x\n"
    let reading = try LedgerReading(of: Array(text.utf8))
    #expect(reading.rejects.isEmpty)
    #expect(reading.rows.map(\.line) == [2, 4])
    #expect(reading.rows.first?.id == Array("r,\"1\"".utf8))
    #expect(reading.rows.last?.quantities.input == 7)
  }

  @Test func `what an unknown column says is not looked at, if it is UTF-8`() throws {
    let text =
      "note," + LedgerLine.header + "\n" + "\u{FEFF}\u{200B}\t\u{1}-1 ," + LedgerLine().text + "\n"
    #expect(try LedgerReading(of: Array(text.utf8)).rows.count == 1)
  }

  @Test func `the same texts in another file of another layout mean the same`() throws {
    let first = "request_id,request_started_at,provider,model,user_id,images"
    let second = "user_id;images;model;provider;request_started_at;request_id"
    var readings: [LedgerReading] = []
    for (header, row) in [
      (first, "r1,2026-07-29T10:00:00Z,p,m,u,1"), (second, "u;1;m;p;2026-07-29T10:00:00Z;r1"),
    ] {
      readings.append(try LedgerReading(of: Array("\(header)\n\(row)\n\(row)\n".utf8)))
    }
    #expect(readings[0].rows.map(\.kind) == readings[1].rows.map(\.kind))
    #expect(readings[0].rows.map(\.user) == readings[1].rows.map(\.user))
  }

  private func row(_ changes: [LedgerColumn: String]) throws -> LedgerReading.Row {
    // The second of two equal rows goes the fast way where there is one.
    let lines = [LedgerLine(changes), LedgerLine(changes)]
    let reading = try LedgerReading(of: LedgerLine.ledger(lines))
    #expect(reading.rejects.isEmpty)
    let (first, second) = (try #require(reading.rows.first), try #require(reading.rows.last))
    #expect(first.kind == second.kind && first.quantities == second.quantities)
    return second
  }
}
