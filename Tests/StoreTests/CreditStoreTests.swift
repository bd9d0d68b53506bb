import Credits
import Ledger
import Support
import Testing

@testable import Store

/// The credit ledger in the database; figures by hand, see `SmallCreditExample`.
struct CreditStoreTests {
  /// Two hours east of UTC, as Berlin is in summer.
  private static let east = ReportingZone(
    name: "", offsets: [ReportingZone.Offset(from: .distantPast, secondsEast: 7_200)])

  private func rows(
    _ query: String, of audit: CreditAudit = SmallCreditExample.audit
  ) throws -> [[String?]] {
    try StoredRows.of(query) { try CreditWriter.write(audit, in: Self.east, $0) }
  }

  @Test func `a finding has the cells of its CSV, blanks as NULL`() throws {
    let findings = try rows("SELECT * FROM audit_finding")
    #expect(findings.count == 5)
    #expect(
      findings[0].dropLast() == [
        "settle_twice", "critical", "2026-08-01T10:00:09.500Z", "acc_17", "e-004711", "req_5c1",
        "credits/a.csv", "4711", nil, nil, "-2", "-0.02", "-2",
      ])
    #expect(
      findings[4].prefix(8) == [
        "reservation_stale", "warning", "2026-08-01T00:00:00Z", "acc_17", nil, nil, nil, nil,
      ])
  }

  @Test func `balances are exact decimals`() throws {
    #expect(
      try rows(
        "SELECT account_id, organisation_id, plan, granted, closing, recorded FROM credit_balance")
        == [
          ["acc_17", nil, "pro", "0", "412.3", "410.3"],
          ["acc_18", "org_1", "pro", "100.000001", "-0.499999", nil],
          ["acc_19", nil, nil, "1.5", "-10", nil],
        ])
  }

  @Test func `a grant has the day in the reporting zone on which it expires`() throws {
    #expect(
      try rows(
        "SELECT grant_id, account_id, source, expires_at, left, deferred_usd, expires_on FROM credit_grant"
      )
        == [
          ["=g1", "acc_17", "topup", nil, "40", "3.996", nil],
          ["g2", "acc_18", "monthly", "2026-09-01T00:00:00Z", "0", "0", "2026-09-01"],
          ["g3", "acc_19", "bonus", "2026-08-31T22:30:00Z", "1.25", "0.5", "2026-09-01"],
          ["g4", "acc_19", "bonus", "2026-09-01T10:00:00Z", "2.5", "0", "2026-09-01"],
        ])
  }

  @Test func `the equation sums every account, and nothing is missing`() throws {
    #expect(
      try rows("SELECT * FROM credit_equation") == [
        [
          "3", "411.3", "101.500001", "0.25", "0.25", "110.75", "0.5", "0.1", "0.15",
          "401.800001", "0",
        ]
      ])
  }

  /// Two accounts of 2⁵³ + 1 credits: binary floating point would lose the last one.
  @Test func `what is missing is exact, however large the balances are`() throws {
    var whole = AccountBalance(account: 1)
    whole.opening = 9_007_199_254_740_993_000_000
    whole.closing = whole.opening
    var other = whole
    other.account = 8
    let missing = "SELECT missing FROM credit_equation"
    #expect(try rows(missing, of: SmallCreditExample.audit([whole, other])) == [["0"]])
    other.opening -= 1
    #expect(try rows(missing, of: SmallCreditExample.audit([whole, other])) == [["-1.0e-06"]])
    other.opening -= 2_499_999
    #expect(try rows(missing, of: SmallCreditExample.audit([whole, other])) == [["-2.5"]])
    other.opening -= 500_000
    #expect(try rows(missing, of: SmallCreditExample.audit([whole, other])) == [["-3"]])
  }

  @Test func `findings are summed by check, the largest amount of the worst severity first`() throws
  {
    #expect(
      try rows("SELECT * FROM findings_by_check") == [
        [
          "charged_twice", "critical", "2", "1", "0.0", "5.01", "2026-08-01T00:00:00Z",
          "2026-08-02T00:00:00Z",
        ],
        [
          "settle_twice", "critical", "2", "2", "-4.0", "-0.04", "2026-08-01T10:00:09Z",
          "2026-08-01T10:00:09.500Z",
        ],
        [
          "reservation_stale", "warning", "1", "1", "0.0", "0.0", "2026-08-01T00:00:00Z",
          "2026-08-01T00:00:00Z",
        ],
      ])
  }

  @Test func `credits that expire are summed by day, without grants that are used up`() throws {
    #expect(
      try rows("SELECT * FROM grants_expiring") == [["2026-09-01", "2", "1", "3.75", "0.5"]])
  }

  @Test func `accounts below zero come lowest first`() throws {
    #expect(
      try rows("SELECT * FROM accounts_below_zero") == [
        ["acc_19", nil, nil, "-10.0", "0.0", "-10.0", nil],
        ["acc_18", "org_1", "pro", "-0.499999", "0.0", "-0.499999", nil],
      ])
  }

  @Test func `a reservation has its settlement and the event that ended it`() throws {
    #expect(
      try rows("SELECT * FROM reservation WHERE reservation_id = 'rv-88'") == [
        [
          "rv-88", "acc_17", "2026-08-01T00:00:00Z", "2026-08-02T00:00:00Z", "5", "settled", "2",
          "2026-08-01T10:00:05Z", "e-004709", "credits/a.csv", "4711",
        ]
      ])
  }

  /// As text, the half second later would be earlier.
  @Test func `holds that are open come in the order in which they expire`() throws {
    #expect(
      try rows("SELECT * FROM open_holds") == [
        [
          "rv-89", "acc_19", "2026-08-01T01:00:00Z", "2026-08-04T00:00:00Z", "2.0",
          "credits/a.csv", "4709",
        ],
        [
          "rv-89", "acc_18", "2026-08-01T01:00:00Z", "2026-08-04T00:00:00.500Z", "1.5",
          "credits/a.csv", "4709",
        ],
      ])
  }

  @Test func `a coupon has its uses, and a code without one too`() throws {
    #expect(
      try rows("SELECT * FROM coupon_use") == [
        [
          "LOST", nil, "1", "1", "10", "0", nil, nil, "2026-08-01T00:00:00Z",
          "2026-08-01T00:00:00Z", "1",
        ],
        [
          "PLUS", "credit_bonus", "3", "2", "75", "0", "2", "0", "2026-08-01T00:00:00Z",
          "2026-08-03T00:00:00Z", "1",
        ],
      ])
  }

  @Test func `a change of plan has what it should have granted and cost, if it is known`() throws {
    #expect(
      try rows("SELECT * FROM plan_change") == [
        [
          "acc_17", "2026-08-01T00:00:00Z", "2026-08-01T00:00:00Z", "free", "pro", "upgrade",
          "in_force", "750", "750", "15", "15", "credits/a.csv", "4709",
        ],
        [
          "acc_17", "2026-08-02T00:00:00Z", "2026-09-01T00:00:00Z", "pro", "free", "downgrade",
          "scheduled", "0", nil, nil, nil, "credits/a.csv", "4711",
        ],
      ])
  }

  @Test func `a member has its draws of the month beside its cap and its share`() throws {
    #expect(
      try rows("SELECT * FROM pool_usage") == [
        ["org_1", "acc_17", "2026-08", "12", "10", "0", "5", "5"],
        ["org_1", "acc_18", "2026-08", "2.5", nil, nil, "0", nil],
      ])
  }

  /// The event of the notice has reservation `rv-88` where a notice has its level.
  @Test func `an account at a low-balance level has its pace and its last notice`() throws {
    #expect(
      try rows("SELECT * FROM low_balance") == [
        [
          "acc_19", nil, nil, "-10", "-10", "-1", nil, "0", "3.5", "2026-09-01", nil, nil,
        ],
        [
          "acc_18", "pro", "org_1", "5", "4", "50", "10", "10", "0", nil, "rv-88",
          "2026-08-01T10:00:05Z",
        ],
      ])
  }

  @Test func `an entitlement finding has its limit, blanks as NULL`() throws {
    #expect(
      try rows("SELECT * FROM entitlement_finding") == [
        [
          "not_entitled", "acc_17", "pro", "image", nil, "m", nil, nil, "3", "7.5", "r1",
          "credits/a.csv", "12", "1",
        ],
        [
          "rate_limit_exceeded", "acc_18", nil, nil, nil, nil, "2026-08-01", "5", "6", nil, "r9",
          "credits/a.csv", "20", "1",
        ],
      ])
    #expect(
      try rows("SELECT \"limit\" FROM entitlement_finding WHERE \"limit\" > 0") == [["5"]])
  }

  @Test func `without a credit ledger the equation is of no account, and all else is empty`() throws
  {
    let names = StoreTable.ofCredits.map(\.name) + StoreView.ofCredits.map(\.name)
    for name in names where name != "credit_equation" {
      #expect(try StoredRows.of("SELECT * FROM \(name)").isEmpty, "\(name)")
    }
    #expect(try StoredRows.of("SELECT accounts, missing FROM credit_equation") == [["0", "0"]])
  }
}
