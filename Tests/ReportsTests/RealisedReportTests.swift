import Credits
import Ledger
import Support
import Tables
import Testing

@testable import Reports

/// Realised revenue in the reports; figures by hand.
struct RealisedReportTests {
  private static let rows = [
    FactRow(day: "2026-08-01", tier: "max", account: "acc_17", user: "u", cost: "1"),
    FactRow(day: "2026-08-02", tier: "pro", account: "acc_17", user: "u", cost: "2"),
  ]
  private static let cent: Int128 = 10_000_000_000_000_000

  /// 1.50 USD of the request of the first row, 0.25 without a request, and 0.50 that expired without a plan.
  ///
  /// - Parameter played: with the resets of the account, whose credits the request used.
  private func input(_ played: ReplayResult = ReplayResult(), cents: Int128 = 150) throws
    -> ReportInput
  {
    func posting(_ kind: RevenuePosting.Kind, cents: Int128, request: UInt32) -> RevenuePosting {
      RevenuePosting(
        kind, usd: cents * Self.cent, source: .topup, month: 2026 * 12 + 7,
        soldMonth: 2026 * 12 + 6, event: 0, account: 1, request: request, grant: 0)
    }
    let day = try #require(Day("2026-08-01"))
    let request = NamedRequest(
      request: 4, account: 1, startedAt: Instant(nanoseconds: CreditExample.august), rated: .zero,
      isCharged: true, isPriced: true, file: 0, line: 2,
      fact: RequestFact(day: day, dimensions: 0, user: 0))
    return try Inputs.of(
      Self.rows,
      credits: CreditExample.audit(
        [],
        postings: [
          posting(.realised, cents: cents + 50, request: 4),
          posting(.realised, cents: -50, request: 4),
          posting(.realised, cents: 25, request: 0), posting(.breakage, cents: 50, request: 0),
        ], played: played,
        consumed: [
          ConsumedCredits(
            event: 0, owner: 1, user: 1, request: 4, month: 2026 * 12 + 7, credits: 2_000_000)
        ]),
      creditRequests: RequestCharges(
        named: [request], unnamed: [], files: [], dimensions: [Self.rows[0].dimensions],
        users: [Self.rows[0].userKey]))
  }

  private func lines(_ table: Table) -> [String] {
    (0..<table.rowCount).map { row in
      table.cells(at: row).map(CSVText.string).joined(separator: ",")
    }
  }

  private func facts(_ input: ReportInput) throws -> [Substring] {
    var bytes: [UInt8] = []
    try FactsFile.write(input.facts, realised: input.realised) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
    }
  }

  @Test func `a line of facts has the realised revenue of its requests`() throws {
    #expect(try facts(input()) == ["realised_revenue_usd", "1.5", "0"])
    #expect(try facts(Inputs.of(Self.rows)) == ["realised_revenue_usd", "0", "0"])
  }

  @Test func `a request of another day is on no line`() throws {
    let all = try input()
    let later = try Inputs.of(
      [Self.rows[1]], credits: all.credits, creditRequests: all.creditRequests)
    #expect(try facts(later) == ["realised_revenue_usd", "0"])
  }

  @Test(arguments: [Report.marginByTier, .marginByDay, .marginByModel, .marginByAccount])
  func `a margin has its realised revenue, margin and percent`(report: Report) throws {
    let ends = try lines(report.table(input())).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).suffix(4)
    }
    // Of both rows together 1.50 − 3 = −1.50 USD.
    #expect(
      ends
        == (report.name.hasSuffix("tier") || report.name.hasSuffix("day")
          ? [["1.5", "0.5", "33.3333", "0"], ["0", "-2", "", "0"]]
          : [["1.5", "-1.5", "-100", "0"]]))
    let unknown = try lines(report.table(Inputs.of(Self.rows)))
    #expect(unknown.allSatisfy { $0.hasSuffix(",0,,,,") })
  }

  /// The last reset before the request, which nobody knows the payment of or somebody does; credits of others are known.
  @Test(
    arguments: [
      ([true], 150, ["1.5", "0.5", "33.3333", "1"]), ([true], 0, ["", "", "", "1"]),
      ([false, true], 0, ["", "", "", "1"]), ([true, false], 0, ["0", "-1", "", "0"]),
    ] as [([Bool], Int128, [Substring])])
  func `realised revenue without a payment counts its requests, and is blank alone`(
    isUnpriced: [Bool], cents: Int128, end: [Substring]
  ) throws {
    var played = ReplayResult()
    played.accounts = [1]
    played.resets = isUnpriced.enumerated().map { number, isUnpriced in
      AppliedReset(
        event: 0, account: 0, at: CreditExample.august + Int64(number), plan: 6,
        isUnpriced: isUnpriced)
    }
    let table = Report.marginByTier.table(try input(played, cents: cents))
    let rows = lines(table).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).suffix(4)
    }
    #expect(rows == [end[...], ["0", "-2", "", "0"]])
  }

  /// The events end on 1 August, and usage on 10 September: nobody knows what was realised then.
  ///
  /// - Parameter from: the start of the period.
  private func endedEarly(from: Int64 = CreditExample.august) throws -> ReportInput {
    let rows = [
      FactRow(day: "2026-08-01", account: "acc_17"), FactRow(day: "2026-08-02", account: "acc_17"),
      FactRow(day: "2026-09-10", account: "acc_17"),
    ]
    var totals = CreditExample.totals
    totals.from = from
    return try Inputs.of(
      rows, credits: CreditExample.audit([], postings: [], totals: totals),
      creditRequests: RequestCharges(
        named: [], unnamed: [], files: [], dimensions: [rows[0].dimensions],
        users: [rows[0].userKey]))
  }

  private func ends(_ report: Report, _ input: ReportInput, columns: Int) -> [String] {
    lines(report.table(input)).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).suffix(columns)
        .joined(separator: ",")
    }
  }

  @Test func `realised revenue after the last event is blank, not 0`() throws {
    let input = try endedEarly()
    // Largest revenue first: none has any, so all cost the same.
    #expect(ends(.marginByDay, input, columns: 4) == ["0,-1,,0", ",,,0", ",,,0"])
    #expect(ends(.revenue, input, columns: 3) == ["0,0,0", ",,0"])
    // Of the whole period something is known.
    #expect(ends(.marginByTier, input, columns: 4) == ["0,-3,,0"])
  }

  @Test func `where every event is before the period nothing realised is known`() throws {
    let input = try endedEarly(from: CreditExample.august + 86_400_000_000_000)
    for report in [Report.marginByTier, .marginByModel, .marginByAccount] {
      #expect(ends(report, input, columns: 4) == [",,,0"])
    }
    #expect(ends(.revenue, input, columns: 3) == [",,0", ",,0"])
  }

  @Test func `revenue has a row for every month and tier with realised revenue or breakage`()
    throws
  {
    #expect(
      try lines(Report.revenue.table(input())) == [
        "2026-08,,0,0,0,0,0,,0,0.25,0.5,0", "2026-08,max,1,1,0,0,0,0,0,1.5,0,0",
        "2026-08,pro,1,1,0,0,0,0,0,0,0,0",
      ])
    #expect(
      try lines(Report.revenue.table(Inputs.of(Self.rows))) == [
        "2026-08,max,1,1,0,0,0,0,0,,,", "2026-08,pro,1,1,0,0,0,0,0,,,",
      ])
  }
}
