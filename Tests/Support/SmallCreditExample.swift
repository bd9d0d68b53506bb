import Credits
import Ledger
import Rating

/// A credit ledger of three accounts, beside `CreditExample`; all figures by hand, in millionths.
package enum SmallCreditExample {
  private static let usd: Int128 = 1_000_000_000_000_000_000
  private static let day: Int64 = 86_400_000_000_000
  private static let hour: Int64 = 3_600_000_000_000

  /// The texts of `CreditExample`, and after them `acc_18`, `acc_19`, `org_1`, `g2`, `g3`, `g4`, `rv-89` and `free`.
  package static let ledger: CreditLedger = {
    var ledger = CreditExample.ledger
    for text in ["acc_18", "acc_19", "org_1", "g2", "g3", "g4", "rv-89", "free"] as [Name] {
      _ = ledger.names.number(of: text)
    }
    return ledger
  }()

  /// 414.3 − 2 = 412.3, 100.000001 + 0.25 − 100.25 − 0.5 = −0.499999, and
  /// −3 + 1.5 + 0.25 − 8.5 − 0.1 − 0.15 = −10.
  package static let balances: [AccountBalance] = {
    var second = AccountBalance(account: 8)
    (second.organisation, second.plan) = (10, 6)
    (second.granted, second.transferredIn) = (100_000_001, 250_000)
    (second.consumed, second.expired, second.closing) = (100_250_000, 500_000, -499_999)
    var third = AccountBalance(account: 9)
    (third.opening, third.granted, third.refunded) = (-3_000_000, 1_500_000, 250_000)
    (third.consumed, third.revoked, third.transferredOut) = (8_500_000, 100_000, 150_000)
    third.closing = -10_000_000
    return [CreditExample.balance, second, third]
  }()

  /// A top-up that never expires, an allowance that is used up, and two bonuses of `acc_19` with 1.25 and 2.5 credits left.
  ///
  /// The first bonus expires on 31 August at 22:30 UTC, the other 11.5 hours later.
  package static let grants: [GrantRow] = {
    let september = CreditExample.august + 31 * day
    func grant(
      _ id: UInt32, _ account: UInt32, _ source: GrantSource, expiresAt: Int64,
      granted: Int64, left: Int64, paid: Int128, deferred: Int128
    ) -> GrantRow {
      GrantRow(
        grantID: id, account: account, source: source, at: CreditExample.august,
        expiresAt: expiresAt, priority: 10, granted: granted, left: left, paid: paid,
        deferred: deferred, consumed: Int128(granted - left), refunded: 0, expired: 0, revoked: 0,
        transferred: 0, event: 1)
    }
    return [
      CreditExample.grant,
      grant(
        11, 8, .monthly, expiresAt: september, granted: 100_000_001, left: 0, paid: 20 * usd,
        deferred: 0),
      grant(
        12, 9, .bonus, expiresAt: september - hour * 3 / 2, granted: 1_500_000, left: 1_250_000,
        paid: usd, deferred: usd / 2),
      grant(
        13, 9, .bonus, expiresAt: september + 10 * hour, granted: 2_500_000, left: 2_500_000,
        paid: 0, deferred: 0),
    ]
  }()

  /// One reservation settled twice at the same second and half a second later, two requests charged twice for 5.01 USD,
  /// and a stale hold.
  package static let findings: [CreditFinding] = {
    var earlier = CreditExample.settledTwice
    earlier.at -= 500_000_000
    earlier.account = 8
    return [CreditExample.settledTwice, earlier]
      + CreditExample.findings(.chargedTwice, 2, cents: 501)
      + CreditExample.findings(.reservationStale, 1)
  }()

  /// One settled 10 hours later, and two that are open until 4 August, one of them half a second longer.
  package static let reservations: [ReservationRow] = {
    let august = CreditExample.august
    func open(_ account: UInt32, credits: Int64, expiresAt: Int64) -> ReservationRow {
      ReservationRow(
        reservationID: 14, account: account, reservedAt: august + hour, expiresAt: expiresAt,
        credits: credits, state: .open, settled: nil, endedAt: .max, endedBy: CreditEvent.none,
        event: 0)
    }
    return [
      ReservationRow(
        reservationID: 5, account: 1, reservedAt: august, expiresAt: august + day,
        credits: 5_000_000, state: .settled, settled: 2_000_000, endedAt: ledger.events[0].at,
        endedBy: 0, event: 1),
      open(8, credits: 1_500_000, expiresAt: august + 3 * day + 500_000_000),
      open(9, credits: 2_000_000, expiresAt: august + 3 * day),
    ]
  }()

  /// An unknown code, and a coupon of 25 credits that was redeemed three times, once after its limit of two.
  package static let coupons: [CouponRow] = {
    var lost = CouponRow(code: "LOST", terms: nil)
    (lost.redemptions, lost.accounts, lost.credits, lost.findings) = (1, 1, 10_000_000, 1)
    (lost.firstAt, lost.lastAt) = (CreditExample.august, CreditExample.august)
    var terms = CouponTerms(code: "PLUS", benefit: .credits(Credits(microcredits: 25_000_000)))
    terms.maxUses = 2
    var plus = CouponRow(code: "PLUS", terms: terms)
    (plus.redemptions, plus.accounts, plus.credits) = (3, 2, 75_000_000)
    (plus.uses, plus.findings) = (2, 1)
    (plus.firstAt, plus.lastAt) = (CreditExample.august, CreditExample.august + 2 * day)
    return [lost, plus]
  }()

  /// An upgrade at once for 750 credits and 15 USD, and a downgrade a month later.
  package static let planChanges: [PlanChangeRow] = {
    let august = CreditExample.august
    var upgrade = PlanChangeRow(
      event: 0, account: 1, at: august, effectiveAt: august, fromPlan: 15, toPlan: 6,
      direction: .upgrade, state: .inForce, credits: 750_000_000, paid: 15 * usd)
    (upgrade.expectedCredits, upgrade.expectedMoney) = (750_000_000, 15 * usd)
    let downgrade = PlanChangeRow(
      event: 1, account: 1, at: august + day, effectiveAt: august + 31 * day, fromPlan: 6,
      toPlan: 15, direction: .downgrade, state: .scheduled, credits: 0, paid: nil)
    return [upgrade, downgrade]
  }()

  /// A member that drew 12 of at most 10 credits and received its share, and one without a cap.
  package static let poolUsage: [PoolUsageRow] = [
    PoolUsageRow(
      organisation: 10, account: 1, month: 2026 * 12 + 7, drawn: 12_000_000, cap: 10_000_000,
      allocated: 5_000_000, expected: 5_000_000),
    PoolUsageRow(
      organisation: 10, account: 8, month: 2026 * 12 + 7, drawn: 2_500_000, cap: nil,
      allocated: 0, expected: nil),
  ]

  /// An account below zero that consumed 7 credits in 2 days, and one at 10 percent without consumption.
  package static let lowBalances: [LowBalanceRow] = {
    var second = balances[1]
    (second.closing, second.reserved) = (5_000_000, 1_000_000)
    return [
      LowBalanceRow(
        balance: balances[2], reference: -1_000_000, level: 0, consumed: 7_000_000, span: 2 * day,
        runOut: Day("2026-09-01"), notice: CreditEvent.none),
      LowBalanceRow(
        balance: second, reference: 50_000_000, level: 10_000_000, consumed: 0, span: 28 * day,
        runOut: nil, notice: 0),
    ]
  }()

  /// Three requests that plan pro does not include, and one above a limit of 5 a day.
  package static let entitlements: [EntitlementRow] = [
    EntitlementRow(
      check: .notEntitled, account: "acc_17", plan: "pro", capability: "image",
      qualityLevel: .empty, model: "m", exceeded: nil, requests: 3,
      stake: RequestCreditSum(credits: 7_500_000, priced: 2, unpriced: 1), firstRequest: "r1",
      file: 1,
      line: 12),
    EntitlementRow(
      check: .rateLimitExceeded, account: "acc_18", plan: .empty, capability: .empty,
      qualityLevel: .empty, model: .empty,
      exceeded: ExceededLimit(window: .day(Day(number: 20_666)), limit: 5, bookLine: 2),
      requests: 6, stake: RequestCreditSum(unpriced: 1), firstRequest: "r9", file: 1, line: 20),
  ]

  package static let audit = audit(balances)

  /// Returns the same with other balances.
  package static func audit(_ balances: [AccountBalance]) -> CreditAudit {
    var played = ReplayResult()
    played.planChanges = planChanges
    return CreditAudit(
      names: ledger.names, files: ledger.files, ledger: ledger, balances: balances,
      grants: grants, findings: findings, revenue: [], totals: CreditTotals(),
      equation: EventRowCounts(), comparison: BalanceComparison(), played: played,
      reservations: reservations, coupons: coupons, entitlements: entitlements,
      poolUsage: poolUsage, lowBalances: lowBalances)
  }
}
