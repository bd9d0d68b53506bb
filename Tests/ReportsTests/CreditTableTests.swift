import Credits
import Ledger
import Reconciliation
import Support
import Tables
import Testing

@testable import Reports

/// The CSV files about the credit ledger; figures by hand, see `CreditExample`.
struct CreditTableTests {
  private func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.cells(at: row).map(CSVText.string) }
  }

  @Test func `a finding has its event, its figures and its evidence`() {
    let audit = CreditExample.audit([CreditExample.settledTwice])
    #expect(
      rows(AuditFindingsTable(audit).table) == [
        [
          "settle_twice", "critical", "2026-08-01T10:00:09.500Z", "acc_17", "e-004711", "req_5c1",
          "credits/a.csv", "4711", "", "", "-2", "-0.02", "-2",
          "e-004709 (2026-08-01T10:00:05Z) already settled rv-88 for 2 credits. Only the first counts.",
        ]
      ])
  }

  @Test func `a difference that ended only with its credits asks for the missing event`() {
    var finding = CreditFinding(.expiryDiffers, at: CreditExample.august, account: 1)
    (finding.expected, finding.found) = (.credits(392_000_000), .credits(303_000_000))
    finding.isEventMissing = true
    let audit = CreditExample.audit([finding])
    #expect(
      rows(AuditFindingsTable(audit).table).first?[13]
        == "\"In the replay, 392 credits expired; the record states 303 credits. An event is probably "
        + "missing in the export: export it again.\"")
    #expect(
      rows(AuditSummaryTable(audit).table).first?[8]
        == "\"An event is probably missing in the export: export it again, and record nothing until then.\""
    )
  }

  /// Their credits may have expired since, so that an event would make the balance wrong.
  @Test(arguments: [
    CreditCheck.allowanceDiffers, .prorationDiffers, .clawbackDiffers, .couponValueDiffers,
    .packageDiffers, .expiredEarly, .resetMissing,
  ])
  func `the action of a check leaves the event to explain`(check: CreditCheck) {
    #expect(check.action.contains("explain states, if any"))
  }

  /// 1 is `acc_17` and 6 is `pro`.
  @Test func `a request that is not included and a limit have their evidence`() throws {
    func finding(_ check: CreditCheck, _ detail: FindingDetail) -> CreditFinding {
      var finding = CreditFinding(check, at: CreditExample.august, account: 1)
      (finding.detail, finding.expected, finding.found) = (detail, .count(2), .count(5))
      return finding
    }
    let day = try #require(Day("2026-08-14"))
    let minute = Instant(nanoseconds: CreditExample.august)
    var unregistered = CreditFinding(.byokUnregistered, at: CreditExample.august, account: 1)
    unregistered.found = .name(6)
    let audit = CreditExample.audit([
      finding(.notEntitled, .use(plan: 6, capability: 0, qualityLevel: 6, model: 6)),
      finding(.notEntitled, .use(plan: 0, capability: 6, qualityLevel: 0, model: 6)),
      finding(.rateLimitExceeded, .window(.minute(minute))),
      finding(.rateLimitExceeded, .window(.day(day))), unregistered,
    ])
    #expect(
      rows(AuditFindingsTable(audit).table).map { $0[13] } == [
        "\"entitlements.csv has no row for an unknown capability, quality level pro, model pro in plan pro.\"",
        "\"entitlements.csv has no row for capability pro, an unknown quality level, model pro in an account without a plan.\"",
        "The limit is 2; the minute from 2026-08-01T00:00:00Z had 5 requests.",
        "The limit is 2; the day 2026-08-14 had 5 requests.",
        "accounts.csv names no account of the customer at pro.",
      ])
  }

  /// 3 requests are above the limit of 2; a credit is worth 0.01 USD.
  @Test func `credits at stake of requests without a price are blank, and the evidence says so`() {
    func finding(
      _ check: CreditCheck, _ day: Int32?, credits: Int128?, unpriced: UInt32
    ) -> CreditFinding {
      var finding = CreditFinding(check, at: CreditExample.august, account: 1)
      (finding.expected, finding.found) = (.count(2), day == nil ? .name(6) : .count(5))
      if let day { finding.detail = .window(.day(Day(number: day))) }
      (finding.hasAmounts, finding.unpriced) = (credits != nil, unpriced)
      finding.credits = (credits ?? 0) * 1_000_000
      finding.usd = (credits ?? 0) * 10_000_000_000_000_000
      return finding
    }
    // Day 20,666 is 2026-08-01.
    let audit = CreditExample.audit([
      finding(.rateLimitExceeded, 20_666, credits: 4, unpriced: 2),
      finding(.rateLimitExceeded, 20_666, credits: 4, unpriced: 1),
      finding(.rateLimitExceeded, 20_666, credits: nil, unpriced: 3),
      finding(.byokUnregistered, nil, credits: nil, unpriced: 1),
    ])
    let limit = "\"The limit is 2; the day 2026-08-01 had 5 requests."
    #expect(
      rows(AuditFindingsTable(audit).table).map { [$0[10], $0[11], $0[13]] } == [
        [
          "4", "0.04",
          limit.dropFirst()
            + " 2 of the 3 requests above the limit have no price; the credits exclude them.",
        ],
        [
          "4", "0.04",
          limit.dropFirst()
            + " 1 of the 3 requests above the limit has no price; the credits exclude it.",
        ],
        [
          "", "",
          limit + " The requests above the limit have no price, so their credits are not known.\"",
        ],
        [
          "", "",
          "\"accounts.csv names no account of the customer at pro. The request has no price, so its credits are not known.\"",
        ],
      ])
    #expect(
      rows(AuditSummaryTable(audit).table).map { [$0[0], $0[4], $0[5], $0[9]] } == [
        ["rate_limit_exceeded", "8", "0.08", "6"], ["byok_unregistered", "", "", "1"],
      ])
  }

  @Test func `a check is one row with its worst severity, sums and ends`() {
    let audit = CreditExample.audit(
      CreditExample.findings(.settleTwice, 1) + [CreditExample.settledTwice]
        + CreditExample.findings(.chargedTwice, 12, cents: 6_120))
    let summary = rows(AuditSummaryTable(audit).table)
    #expect(
      summary.map { Array($0[..<8]) } == [
        [
          "settle_twice", "critical", "2", "1", "-2", "-0.02", "2026-08-01T00:00:00Z",
          "2026-08-01T10:00:09.500Z",
        ],
        [
          "charged_twice", "critical", "12", "1", "0", "61.2", "2026-08-01T00:00:00Z",
          "2026-08-12T00:00:00Z",
        ],
      ])
    #expect(summary[0][8] == "Reverse the second settlement if the source system booked it.")
  }

  @Test func `a balance leads from opening to closing and to the recorded one`() {
    #expect(
      rows(CreditBalancesTable(CreditExample.audit).table)[0] == [
        "acc_17", "", "pro", "414.3", "0", "0", "0", "2", "0", "0", "0", "412.3", "0.5", "411.8",
        "410.3", "-2",
      ])
  }

  /// The id begins as a formula does.
  @Test func `a grant has its movements, its value and its event`() {
    #expect(
      rows(GrantsTable(CreditExample.audit).table) == [
        [
          "\"'=g1\"", "acc_17", "topup", "2026-08-01T00:00:00.000500Z", "", "30", "100", "40",
          "9.99", "3.996", "62", "2", "0", "0", "0", "e-004709", "credits/a.csv", "4709",
        ]
      ])
  }

  /// A third in percent: 33.3333.
  @Test func `deferred revenue is a row of a month and source`() {
    #expect(
      rows(DeferredRevenueTable(CreditExample.audit).table) == [
        [
          "2026-08", "topup", "10", "9.99", "6", "1", "0", "0", "12.99", "40", "", "33.3333",
        ]
      ])
  }

  /// An expected percent of 12.5 beside a third seen.
  @Test func `deferred revenue states the expected breakage`() {
    var row = CreditExample.revenue
    row.expectedPercent = 12_500_000
    let audit = CreditExample.audit
    let stated = CreditAudit(
      names: audit.names, files: audit.files, ledger: audit.ledger, balances: [], grants: [],
      findings: [], revenue: [row], totals: audit.totals, equation: audit.equation,
      comparison: audit.comparison, played: audit.played)
    #expect(
      rows(DeferredRevenueTable(stated).table).first?.suffix(2) == ["12.5", "33.3333"])
  }

  /// 10 USD and 1.005 USD of top-ups in August, of which 2.004 are realised; half a cent is missing to each.
  ///
  /// By hand: 1000 + 100.5 cents are sold in one line of 1100.5, and 200.4 realised: together 1300.9, so 1301. The floors
  /// sum to 1300; the missing cent goes to the sale.
  @Test func `the journal and the waterfall follow the postings`() {
    let cent: Int128 = 10_000_000_000_000_000
    let august: Int32 = 2026 * 12 + 7
    func posting(_ kind: RevenuePosting.Kind, _ tenths: Int128) -> RevenuePosting {
      RevenuePosting(
        kind, usd: tenths * cent / 10, source: .topup, month: august, soldMonth: august, event: 0,
        account: 1, request: 0, grant: 0)
    }
    var accounts = JournalAccounts()
    accounts[.deferredRevenue] = "2400"
    let audit = CreditExample.audit
    let posted = CreditAudit(
      names: audit.names, files: audit.files, ledger: audit.ledger, balances: [], grants: [],
      findings: [], revenue: [], totals: audit.totals, equation: audit.equation,
      comparison: audit.comparison, played: audit.played,
      postings: [posting(.sold, 10_000), posting(.sold, 1_005), posting(.realised, 2_004)],
      months: august..<august + 1, journalAccounts: accounts)
    #expect(
      rows(JournalTable(posted).table) == [
        [
          "2026-08", "sale", "cash_or_receivable", "2400", "topup", "11.01",
          "Payments for credits (topup)",
        ],
        [
          "2026-08", "realised", "2400", "revenue", "topup", "2.00",
          "Revenue for consumed credits (topup)",
        ],
      ])
    #expect(
      rows(RevenueWaterfallTable(posted).table) == [
        ["2026-08", "2026-08", "2.004", "0", "0", "9.001"]
      ])
  }

  @Test func `a file that was left out is a row among the rejected ones, without a line`() {
    func reject(_ file: Name) -> Located<RejectedRow> {
      Located(
        file: file, line: 7,
        row: RejectedRow(
          column: "kind", code: "credit.form", message: "m", text: Array("e1".utf8),
          estimatedCost: nil))
    }
    let faults = ["credits/d.csv", "credits/b.csv", "ledger/u.csv", "credits/b.csv"].enumerated()
      .map { index, path in
        Finding(
          .error, at: Place(file: path), code: "code\(index)", message: "fault \(index)", help: "")
      }
    let table = CreditRejectsTable.table(
      [reject("credits/a.csv"), reject("credits/c.csv")], skipped: SkippedFile.all(of: faults))
    #expect(
      rows(table) == [
        ["credits/a.csv", "7", "kind", "credit.form", "m", "e1", "utf8"],
        ["credits/b.csv", "", "", "code1", "fault 1", "", ""],
        ["credits/c.csv", "7", "kind", "credit.form", "m", "e1", "utf8"],
        ["credits/d.csv", "", "", "code0", "fault 0", "", ""],
        ["ledger/u.csv", "", "", "code2", "fault 2", "", ""],
      ])
  }

  @Test func `a rejected row is as it is in the file`() {
    let table = CreditRejectsTable.table([
      Located(
        file: "credits/a.csv", line: 7,
        row: RejectedRow(
          column: "kind", code: "credit.form", message: "column 'kind' is 'gift'",
          text: Array("e1,gift".utf8), estimatedCost: nil))
    ])
    #expect(
      rows(table) == [
        [
          "credits/a.csv", "7", "kind", "credit.form", "column 'kind' is 'gift'",
          "\"e1,gift\"", "utf8",
        ]
      ])
  }

  @Test(
    arguments: [(0, ""), (500_000_000, ".500"), (500_000, ".000500"), (5, ".000000005")]
      as [(Int64, String)])
  func `instants have 0, 3, 6 or 9 decimals`(fraction: Int64, decimals: String) {
    let instant = Instant(nanoseconds: CreditExample.august + fraction)
    #expect(instant.rfc3339Thousands == "2026-08-01T00:00:00\(decimals)Z")
  }

  @Test func `every check has its own sentence, which ends in a full stop and counts`() {
    let sentences = CreditCheck.allCases.map { $0.sentence(1_204) }
    #expect(Set(sentences).count == CreditCheck.allCases.count)
    for check in CreditCheck.allCases {
      for text in [check.sentence(1_204), check.sentence(1), check.action] {
        #expect(text.hasSuffix(".") && !text.contains("#"), "\(text)")
      }
      #expect(check.sentence(1_204).contains("1,204"))
    }
  }
}
