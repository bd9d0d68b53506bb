import Credits
import Ledger
import Pricing
import Rating
import Support
import Tables
import Testing

@testable import Reports

/// The CSV files about reservations, coupons, plan changes, pools, low balances and notices; figures by hand.
struct CreditEventTableTests {
  private func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.cells(at: row).map(CSVText.string) }
  }

  private static let hour: Int64 = 3_600_000_000_000
  private static let dollar: Int128 = 1_000_000_000_000_000_000

  private func audit(
    reservations: [ReservationRow] = [], coupons: [CouponRow] = [], changes: [PlanChangeRow] = [],
    entitlements: [EntitlementRow] = [], ownKeys: [OwnKeyAccount] = [],
    usage: [PoolUsageRow] = [], low: [LowBalanceRow] = [], notices: [NoticeRow] = []
  ) -> CreditAudit {
    let example = CreditExample.audit
    var played = example.played
    played.planChanges = changes
    return CreditAudit(
      names: example.names, files: example.files, ledger: example.ledger, balances: [],
      grants: [], findings: [], revenue: [], totals: example.totals, equation: example.equation,
      comparison: example.comparison, played: played, reservations: reservations,
      coupons: coupons, entitlements: entitlements, ownKeys: ownKeys, poolUsage: usage,
      lowBalances: low, notices: notices)
  }

  @Test func `an entitlement finding has its limit, and blanks where it has none`() throws {
    let noon = Instant(nanoseconds: CreditExample.august + 12 * Self.hour)
    func row(
      _ check: CreditCheck, _ capability: Name, _ exceeded: ExceededLimit?,
      _ stake: RequestCreditSum
    ) -> EntitlementRow {
      EntitlementRow(
        check: check, account: "acc_17", plan: "pro", capability: capability, qualityLevel: .empty,
        model: "m", exceeded: exceeded, requests: 7, stake: stake, firstRequest: "r9",
        file: 1, line: 12)
    }
    func limit(_ window: RateLimitWindow) -> ExceededLimit {
      ExceededLimit(window: window, limit: 5, bookLine: 2)
    }
    let day = try #require(Day("2026-08-14"))
    let audit = audit(entitlements: [
      row(.notEntitled, "chat", nil, RequestCreditSum(credits: 2_500_000, priced: 7)),
      row(
        .rateLimitExceeded, .empty, limit(.day(day)),
        RequestCreditSum(credits: 500_000, priced: 1, unpriced: 1)),
      row(.rateLimitExceeded, .empty, limit(.minute(noon)), RequestCreditSum(unpriced: 2)),
    ])
    let rest = ["r9", "credits/a.csv", "12"]
    let limited = ["rate_limit_exceeded", "acc_17", "pro", "", "", "m"]
    #expect(
      rows(EntitlementFindingsTable(audit).table) == [
        ["not_entitled", "acc_17", "pro", "chat", "", "m", "", "", "7", "2.5"] + rest + ["0"],
        limited + ["2026-08-14", "5", "7", "0.5"] + rest + ["1"],
        limited + ["2026-08-01T12:00:00Z", "5", "7", ""] + rest + ["2"],
      ])
  }

  @Test func `an account at a vendor has its requests and its last balance`() {
    var used = OwnKeyAccount(account: "acc_17", provider: "openai")
    used.isRegistered = true
    var use = OwnKeyUse()
    use.add((Self.dollar / 8, 1_000_000))
    use.add(nil)
    use.add((Self.dollar / 8, 500_000))
    used.use = use
    (used.balance, used.balanceAt) = (-Self.dollar / 2, CreditExample.august)
    var unpriced = OwnKeyAccount(account: "acc_18", provider: "p")
    unpriced.use = OwnKeyUse()
    unpriced.use?.add(nil)
    var unused = OwnKeyAccount(account: "acc_18", provider: "q")
    unused.use = OwnKeyUse()
    let unknown = OwnKeyAccount(account: "acc_18", provider: "r")
    let audit = audit(ownKeys: [used, unpriced, unused, unknown])
    #expect(
      rows(OwnKeyAccountsTable(audit).table) == [
        ["acc_17", "openai", "true", "3", "0.25", "1.5", "-0.5", "2026-08-01T00:00:00Z", "1"],
        ["acc_18", "p", "false", "1", "", "", "", "", "1"],
        ["acc_18", "q", "false", "0", "0", "0", "", "", "0"],
        ["acc_18", "r", "false", "", "", "", "", "", ""],
      ])
  }

  @Test func `a member has its draws, its cap and its share`() {
    let month = 2026 * 12 + 7
    let audit = audit(usage: [
      PoolUsageRow(
        organisation: 7, account: 1, month: month, drawn: 12_000_000, cap: 10_000_000,
        allocated: 5_000_000, expected: 5_500_000),
      PoolUsageRow(
        organisation: 7, account: 1, month: month + 5, drawn: 2_500_000, cap: 10_000_000,
        allocated: 0, expected: nil),
      PoolUsageRow(
        organisation: 7, account: 1, month: month, drawn: 0, cap: nil, allocated: 0,
        expected: nil),
    ])
    #expect(
      rows(PoolUsageTable(audit).table) == [
        ["\"'=g1\"", "acc_17", "2026-08", "12", "10", "0", "5", "5.5"],
        ["\"'=g1\"", "acc_17", "2027-01", "2.5", "10", "7.5", "0", ""],
        ["\"'=g1\"", "acc_17", "2026-08", "0", "", "", "0", ""],
      ])
  }

  /// 412.3 of 3,000 credits are 13.743333… percent; 100 credits in 7 days are 14.2857142857… a day.
  @Test func `an account at a level has its percentage and its pace`() {
    let audit = audit(low: [
      LowBalanceRow(
        balance: CreditExample.balance, reference: 3_000_000_000, level: 20_000_000,
        consumed: 100_000_000, span: 7 * 24 * Self.hour, runOut: Day("2026-09-29"), notice: 1),
      LowBalanceRow(
        balance: AccountBalance(account: 1), reference: 0, level: 12_500_000, consumed: 0,
        span: 24 * Self.hour, runOut: nil, notice: CreditEvent.none),
    ])
    #expect(
      rows(LowBalancesTable(audit).table) == [
        [
          "acc_17", "pro", "", "412.3", "411.8", "3000", "13.7433", "20", "14.28571429",
          "2026-09-29", "rv-88", "2026-08-01T10:00:09.500Z",
        ],
        ["acc_17", "", "", "0", "0", "0", "", "12.5", "0", "", "", ""],
      ])
  }

  /// From 10:00:05 to 10:00:09.5 are 4.5 seconds: 0.00125 hours.
  @Test func `a notice has its crossing, its hours and its state`() {
    func row(
      _ level: Int64?, _ crossing: UInt32, _ notice: UInt32, _ state: NoticeState
    ) -> NoticeRow {
      NoticeRow(
        account: 1, level: level, crossing: crossing, balance: 1_500_000, notice: notice,
        state: state)
    }
    let none = CreditEvent.none
    let audit = audit(notices: [
      row(10_000_000, 0, 1, .sent), row(0, 0, none, .missing), row(0, 1, none, .notNeeded),
      row(nil, none, 1, .unfounded),
    ])
    let (first, second) = ("2026-08-01T10:00:05Z", "2026-08-01T10:00:09.500Z")
    #expect(
      rows(NoticesTable(audit).table) == [
        ["acc_17", "10", first, "1.5", second, "", "0.00125", "sent"],
        ["acc_17", "0", first, "1.5", "", "", "", "missing"],
        ["acc_17", "0", second, "1.5", "", "", "", "not_needed"],
        ["acc_17", "rv-88", "", "1.5", second, "", "", "unfounded"],
      ])
  }

  @Test func `a reservation has its hold and its end`() {
    let start = CreditExample.august
    func row(_ state: ReservationState, settled: Int64?, ended: Int64, by: UInt32) -> ReservationRow
    {
      ReservationRow(
        reservationID: 5, account: 1, reservedAt: start, expiresAt: start + Self.hour,
        credits: 2_500_000, state: state, settled: settled, endedAt: ended, endedBy: by, event: 0)
    }
    let audit = audit(reservations: [
      row(.settled, settled: 2_000_000, ended: start + Self.hour / 2, by: 1),
      row(.stale, settled: nil, ended: start + Self.hour, by: CreditEvent.none),
      row(.open, settled: nil, ended: .max, by: CreditEvent.none),
    ])
    let hold = ["rv-88", "acc_17", "2026-08-01T00:00:00Z", "2026-08-01T01:00:00Z", "2.5"]
    #expect(
      rows(ReservationsTable(audit).table) == [
        hold + ["settled", "2", "2026-08-01T00:30:00Z", "e-004711", "credits/a.csv", "4709"],
        hold + ["stale", "", "2026-08-01T01:00:00Z", "", "credits/a.csv", "4709"],
        hold + ["open", "", "", "", "credits/a.csv", "4709"],
      ])
  }

  @Test func `a coupon has its redemptions and the uses that are left`() {
    var terms = CouponTerms(code: "HALF", benefit: .percent(Percent(millionths: 50_000_000)))
    terms.maxUses = 10
    var half = CouponRow(code: "HALF", terms: terms)
    (half.redemptions, half.accounts, half.uses, half.findings) = (4, 3, 3, 1)
    half.discount = 75 * Self.dollar / 2
    (half.firstAt, half.lastAt) = (CreditExample.august, CreditExample.august + Self.hour)
    var other = CouponRow(code: "=OTHER", terms: nil)
    (other.redemptions, other.accounts, other.credits, other.findings) = (1, 1, 7_500_000, 1)
    (other.firstAt, other.lastAt) = (CreditExample.august, CreditExample.august)
    let gift = CouponRow(
      code: "GIFT", terms: CouponTerms(code: "GIFT", benefit: .freeMonths(1)))
    #expect(
      rows(CouponsTable(audit(coupons: [other, gift, half])).table) == [
        [
          "\"'=OTHER\"", "", "1", "1", "7.5", "0", "", "", "2026-08-01T00:00:00Z",
          "2026-08-01T00:00:00Z", "1",
        ],
        ["GIFT", "free_month", "0", "0", "0", "0", "", "", "", "", "0"],
        [
          "HALF", "percentage_discount", "4", "3", "0", "37.5", "10", "7",
          "2026-08-01T00:00:00Z", "2026-08-01T01:00:00Z", "1",
        ],
      ])
  }

  @Test(
    arguments: [
      (.credits(.zero), "credit_bonus"), (.freeMonths(2), "free_month"),
      (.percent(Percent(millionths: 1)), "percentage_discount"), (.amount(.zero), "fixed_discount"),
    ] as [(CouponBenefit, String)])
  func `the kind is the word of the book`(benefit: CouponBenefit, kind: String) {
    #expect(CouponRow(code: "A", terms: CouponTerms(code: "A", benefit: benefit)).kind == kind)
  }

  @Test func `a plan change has its plans, its state and the proration`() {
    let start = CreditExample.august
    var change = PlanChangeRow(
      event: 0, account: 1, at: start, effectiveAt: start, fromPlan: 0, toPlan: 6,
      direction: .upgrade, state: .inForce, credits: 750_000_000, paid: 29 * Self.dollar / 2)
    (change.expectedCredits, change.expectedMoney) = (760_500_000, 15 * Self.dollar)
    let later = PlanChangeRow(
      event: 1, account: 1, at: start, effectiveAt: start + Self.hour, fromPlan: 6, toPlan: 7,
      direction: nil, state: .scheduled, credits: 0, paid: nil)
    #expect(
      rows(PlanChangesTable(audit(changes: [change, later])).table) == [
        [
          "acc_17", "2026-08-01T00:00:00Z", "2026-08-01T00:00:00Z", "", "pro", "upgrade",
          "in_force", "750", "760.5", "14.5", "15", "credits/a.csv", "4709",
        ],
        [
          "acc_17", "2026-08-01T00:00:00Z", "2026-08-01T01:00:00Z", "pro", "\"'=g1\"", "",
          "scheduled", "0", "", "", "", "credits/a.csv", "4711",
        ],
      ])
  }
}
