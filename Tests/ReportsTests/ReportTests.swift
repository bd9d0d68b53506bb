import Forecasting
import Ledger
import Reconciliation
import Reports
import Tables
import Testing

@Suite struct ReportTests {
  /// Reports of what is to come, which the worked ledger says nothing of.
  private static let ahead = ["forecast", "forecast-accuracy", "anomalies"]

  /// Every expected table was worked by hand from the rows of `WorkedLedger`.
  ///
  /// - vendor cost: pro 2 + 0.5 + 1.5 + 0.5 = 4.5, free 0.25 + 0.25 + 1 = 1.5, team 0 + 0.1; in all 6.1
  /// - credits: pro 300 + 100 + 100 = 500, free 37.5 + 37.5 + 150 = 225, team 40 + 30 = 70; in all 795
  /// - list revenue 5 + 2.25 + 0.7 = 7.95; revenue 5 + 0 + 0.7 = 5.7; margin 5.7 − 6.1 = −0.4, which is
  ///   −0.4 / 5.7 = −7.01754 %
  /// - users ann, bob, eve, zoe, dan, corp: ann of two accounts is one
  /// - recorded cost: 2 + 1.49 + 0.25 + 1 + 0.1 + 0.10000001 = 4.94000001; credits 300 + 100 + 5 + 1
  /// - pro: target (4 × 30 + 1 × 40) / 5 = 32, margin 0.5 / 5 = 10 %, variance −22
  /// - team: 0.6 / 0.7 = 85.71428 %; 30 July: 1.5 / 4 = 37.5 %, target (3 × 30 + 40) / 4 = 32.5
  /// - 31 July: (1 − 2) / 1 = −100 %, target 30; 1 August: (0.7 − 1.6) / 0.7 = −128.57142 %, and no
  ///   target, because the one row whose plan states one earned nothing
  /// - openai and chat: all but i, (5.3 − 6.1) / 5.3 = −15.09433 %, less 32 is −47.09433
  /// - gpt-5: a b c d h j, cost 4.5 + 0.25 + 0.1 = 4.85, revenue 5.3, 0.45 / 5.3 = 8.49056 %
  /// - acme: a b c d h, cost 4.75, revenue 5, 5 %, less 32 is −27; beta: 0.2 / 0.3 = 66.66667 %
  /// - free tier: 1 / 1.5 = 66.66667 %, 0.25 / 1.5 = 16.66667 %, together 83.33333 %
  /// - reconciliation, expected cost: matched 2 + 0.25 + 1; not recorded 0.5 + 0.25 + 0.5 and 0 of the
  ///   BYOK row; total 3.25 + 0.1 + 1.5 + 1.25 = 6.1, difference 0.00000001 − 0.01
  /// - expected credits: matched 400; not recorded 100 + 37.5 + 37.5 + 150 + 40 + 30 = 395
  /// - "ab" and FF: 011000 010110 001011 111111 is YWL/ in base64
  @Test(arguments: Report.all.map(\.name).filter { !ahead.contains($0) })
  func `a report of the worked ledger has exactly the bytes worked by hand`(name: String) throws {
    try Golden.expect(name, is: csv(name, WorkedLedger.input()))
  }

  @Test func `facts that differ only in their terms are one line of the facts`() throws {
    // The lines of a and b: 2 requests, cost 2 + 0.5, credits 300 + 100. See `WorkedLedger`.
    var bytes: [UInt8] = []
    try FactsFile.write(WorkedLedger.input().facts) { bytes += $0 }
    try Golden.expect("facts", is: bytes)
  }

  @Test func `a forecast is written day after day, exact in its means`() throws {
    // Ten requests a day for forty days go on as ten a day, without any width; their cost is stated with all its
    // digits, and the ends around it with 8 decimals, the upper one above it.
    let history = ExactSeries([Int128](repeating: 10, count: 40), scale: 0)
    let forecast = history.forecast(horizon: 2)
    let pool = ErrorPool([forecast])
    func series(_ measure: OutlookMeasure, _ mean: Int128) -> OutlookSeries {
      let means = [ExactFigure](repeating: ExactFigure(mean, scale: measure.scale), count: 2)
      let blocks = [0..<1, 1..<2, 0..<2]
      let ranges = pool.ranges(of: forecast, around: means, same: means, blocks: blocks)
      let points = zip(blocks, ranges).map { block, range in
        OutlookSeries.Point(
          day: Day(number: 20_666) + block.lowerBound, mean: means[0], range: range)
      }
      return OutlookSeries(
        name: "tier/pro", measure: measure, points: points.dropLast(), total: points[2],
        backtest: Backtest(forecast, pool: pool), days: 40)
    }
    let shift = OutlookAnomaly(
      series: "total", measure: .vendorCost, day: Day(number: 20_650), kind: .missingDay,
      value: ExactFigure(0, scale: 18), expected: nil, cause: "no request on this day")
    let outlook = Outlook(
      lastDay: Day(number: 20_665), historyDays: 40,
      series: [series(.requests, 10), series(.vendorCost, 10_000_000_000_000_000_001)],
      anomalies: [shift])
    let input = try WorkedLedger.input(outlook: outlook)
    try Golden.expect("forecast", is: csv("forecast", input))
    try Golden.expect("forecast-accuracy", is: csv("forecast-accuracy", input))
    try Golden.expect("anomalies", is: csv("anomalies", input))
  }

  @Test func `without an outlook there is nothing to say of the days to come`() throws {
    #expect(try lines("forecast", Inputs.of([FactRow()])).count == 1)
  }

  @Test func `revenue per user is rounded half even to 8 decimals`() throws {
    // 0.02 / 3 = 0.00666667.
    let rows = ["ann", "bob", "cid"].map {
      FactRow(user: $0, credits: $0 == "ann" ? "2" : "0")
    }
    #expect(
      try lines("revenue", Inputs.of(rows))[1] == "2026-07,pro,3,3,2,0.02,0.02,0.00666667,0,,,")
  }

  /// Ann goes to max and back in July, under two accounts; Bob stays; in August Ann is in pro alone.
  @Test func `a user counts once for each month and tier, however often he changes`() throws {
    let ann: [(day: String, tier: Name, account: Name)] = [
      ("2026-07-01", "pro", "acme"), ("2026-07-02", "max", "acme"), ("2026-07-03", "pro", "beta"),
      ("2026-07-04", "max", "acme"), ("2026-08-01", "pro", "acme"),
    ]
    let rows =
      ann.map { FactRow(day: $0.day, tier: $0.tier, account: $0.account) }
      + [FactRow(day: "2026-07-03", user: "bob"), FactRow(day: "2026-07-31", user: "bob")]
    // Month, tier, users, requests.
    let counts = try lines("revenue", Inputs.of(rows)).dropFirst().map {
      $0.split(separator: ",").prefix(4).joined(separator: ",")
    }
    #expect(counts.sorted() == ["2026-07,max,1,2", "2026-07,pro,2,4", "2026-08,pro,1,1"])
  }

  /// All that Bob has is a copy of a request of Ann.
  @Test func `who has no request that counts is no user`() throws {
    let input = try Inputs.of([FactRow()], copies: [FactRow(tier: "max", user: "bob")])
    #expect(try lines("summary", input).contains("users,1"))
    #expect(try lines("margin-by-tier", input).count == 2)
  }

  @Test func `shares of no loss are blank`() throws {
    let rows = [FactRow(tier: "free", isFree: true, cost: nil)]
    #expect(try lines("free-tier-loss-by-user", Inputs.of(rows))[1] == "ann,1,,,,,1")
  }

  @Test(
    arguments: [([0xFF], "/w=="), ([0xFF, 0xFE], "//4="), ([0xFF, 0xFE, 0xFD], "//79")]
      as [([UInt8], String)])
  func `a reject that is no UTF-8 is written in base64`(text: [UInt8], base64: String) throws {
    let reject = RejectedRow(
      column: "", code: "enc.utf8", message: "", text: text, estimatedCost: nil)
    let input = try Inputs.of([], rejects: [Located(file: "ledger/a.csv", line: 2, row: reject)])
    #expect(try lines("rejects", input)[1] == "ledger/a.csv,2,,enc.utf8,,\(base64),base64,")
  }

  @Test func `a ledger without rows gives headers, and zeros in the summary`() throws {
    let input = try Inputs.of([])
    for report in Report.all where !["summary", "reconciliation"].contains(report.name) {
      #expect(report.table(input).rowCount == 0, "\(report.name)")
    }
    #expect(
      try lines("summary", input).filter { !$0.hasSuffix(",0") } == [
        "measure,value", "margin_percent,", "plan_fees_usd,", "margin_with_plan_fees_usd,",
        "prior_period_vendor_cost_usd,", "prior_period_revenue_usd,", "prior_period_realised_usd,",
        "unpriced_resets,", "plan_fees_by_users_usd,", "plan_upgrade_fees_usd,",
      ])
    #expect(try lines("reconciliation", input).count == 13)
  }

  @Test func `of too many exceptions a sheet shows the largest differences`() throws {
    func exception(_ line: Int64, cost: Name, credits: Name) throws -> Located<ExceptionRow> {
      let fact = FactRow(
        recordedCost: (cost, .mismatch), recordedCredits: (credits, .mismatch))
      return try ListedRow(line: line, id: "r", fact: fact)
        .exception(.costAndCreditsMismatch)
    }
    // Differences of cost and credits: 0 and 2, 0.5 and 1, −0.5 and 3, and 998 rows of 0 and 1.
    let light = try exception(0, cost: "1", credits: "1")
    let heavy = [
      try exception(1, cost: "1", credits: "2"), try exception(2, cost: "1.5", credits: "1"),
      try exception(3, cost: "0.5", credits: "3"),
    ]
    let rows = heavy + (4...1_001).map { Located(file: light.file, line: $0, row: light.row) }
    let sheet = Sheet(
      try table("exceptions", Inputs.of([], exceptions: rows)), named: "Exceptions")
    #expect(sheet.rows.prefix(4).map { $0[3].content } == [3, 2, 1, 4].map { .number($0) })
    #expect(
      sheet.note
        == "1,000 of 1,001 rows, largest difference in USD first, of cost or of credits at their "
        + "value; all in exceptions.csv")
  }

  /// A credit is worth 0.01 USD: 6 credits outweigh a cost of 0.05, and 4 do not.
  @Test func `of too many exceptions a sheet weighs credits at what they are worth`() throws {
    func exception(_ line: Int64, cost: Name, credits: Name) throws -> Located<ExceptionRow> {
      let fact = FactRow(
        recordedCost: (cost, .mismatch), recordedCredits: (credits, .mismatch))
      return try ListedRow(line: line, id: "r", fact: fact)
        .exception(.costAndCreditsMismatch)
    }
    let light = try exception(0, cost: "1.00000001", credits: "0")
    let rows =
      (1...1_000).map { Located(file: light.file, line: $0, row: light.row) } + [
        try exception(1_001, cost: "1", credits: "4"),
        try exception(1_002, cost: "1.05", credits: "0"),
        try exception(1_003, cost: "1", credits: "6"),
      ]
    let sheet = Sheet(
      try table("exceptions", Inputs.of([], exceptions: rows)), named: "Exceptions")
    #expect(
      sheet.rows.prefix(4).map { $0[3].content } == [1_003, 1_002, 1_001, 1].map { .number($0) })
  }

  private func lines(_ name: String, _ input: ReportInput) throws -> [String] {
    String(decoding: try csv(name, input), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func csv(_ name: String, _ input: ReportInput) throws -> [UInt8] {
    var bytes: [UInt8] = []
    CSVFile.write(try table(name, input)) { bytes += $0 }
    return bytes
  }

  private func table(_ name: String, _ input: ReportInput) throws -> Table {
    try #require(Report.all.first { $0.name == name }).table(input)
  }
}
