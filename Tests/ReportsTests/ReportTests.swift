import Ledger
import Reconciliation
import Reports
import Tables
import Testing

@Suite struct ReportTests {
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
  @Test(arguments: Report.all.map(\.name).filter { $0 != "forecast" })
  func `a report of the worked ledger has exactly the bytes worked by hand`(name: String) throws {
    try Golden.expect(name, is: csv(name, WorkedLedger.input()))
  }

  @Test func `facts that differ only in their terms are one line of the facts`() throws {
    // The lines of a and b: 2 requests, cost 2 + 0.5, credits 300 + 100. See `WorkedLedger`.
    var bytes: [UInt8] = []
    try FactsFile.write(WorkedLedger.input().facts) { bytes += $0 }
    try Golden.expect("facts", is: bytes)
  }

  @Test func `three days alike are forecast to go on alike`() throws {
    // Without a change from day to day there is no drift, no error and no width: free 15 credits, one
    // request, cost 0.1; pro 225 credits, one request, revenue 2.25, cost 1.5; in all their sums.
    let days = ["2026-07-29", "2026-07-30", "2026-07-31"]
    let rows = days.flatMap { day in
      [
        FactRow(day: day, cost: "1.5", credits: "225"),
        FactRow(day: day, tier: "free", isFree: true, cost: "0.1", credits: "15"),
      ]
    }
    try Golden.expect("forecast", is: csv("forecast", Inputs.of(rows)))
  }

  @Test func `a day without requests counts as zero in a forecast`() throws {
    // 4 requests, none, 2: on average −1 a day, so 1 after the last 2. The changes are 4 and 2, and of
    // two errors the larger is the range: 1 ± 4, but not below 0.
    let days = ["2026-07-29", "2026-07-31"].map { FactRow(day: $0) }
    let rows = [days[0], days[0], days[0], days[0], days[1], days[1]]
    let lines = try lines("forecast", Inputs.of(rows))
    #expect(lines[2] == "2026-08-01,tier/pro,requests,naive_drift,1,0,5,0,5")
  }

  @Test func `one day is too little for a forecast`() throws {
    #expect(try lines("forecast", Inputs.of([FactRow()])).count == 1)
  }

  @Test func `revenue per user is rounded half even to 8 decimals`() throws {
    // 0.02 / 3 = 0.00666667.
    let rows = ["ann", "bob", "cid"].map {
      FactRow(user: $0, credits: $0 == "ann" ? "2" : "0")
    }
    #expect(
      try lines("revenue", Inputs.of(rows))[1] == "2026-07,pro,3,3,2,0.02,0.02,0.00666667")
  }

  @Test func `shares of no loss are blank`() throws {
    let rows = [FactRow(tier: "free", isFree: true, cost: nil)]
    #expect(try lines("free-tier-loss-by-user", Inputs.of(rows))[1] == "ann,1,0,0,,")
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
        "measure,value", "margin_percent,",
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
        == "1,000 of 1,001 rows, largest cost difference first, then largest credits difference; "
        + "all are in exceptions.csv.")
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
