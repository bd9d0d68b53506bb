import Ledger
import Pricing
import Rating
import Testing

@testable import Credits

/// The checks of the whole ledger; each has a ledger that has the fault and one that nearly has it.
struct WholeLedgerTests {
  private let august = LedgerScene.august

  // MARK: Transfers

  @Test(
    arguments: [
      (10, 10, "b", "a", []),
      (10, 9, "b", "a", ["transfer_unbalanced e1 -1"]),
      (10, 10, "c", "a", ["transfer_unbalanced e1 0"]),
      (10, 10, "b", "c", ["transfer_unbalanced e1 0"]),
    ] as [(Int64, Int64, Name, Name, [String])])
  func `both sides of a transfer have the same credits and accounts`(
    out: Int64, into: Int64, to: Name, from: Name, expected: [String]
  ) {
    var scene = LedgerScene()
    let first = scene.add(
      .transferOut, "a", at: august(1), credits: out, subject: "t", counterparty: to)
    let second = scene.add(
      .transferIn, "b", at: august(1), credits: into, subject: "t", counterparty: from)
    scene.played.transferPartners = [first: second, second: first]
    #expect(scene.findings() == expected)
  }

  /// 24 hours have to pass by the last event, here a nanosecond more or less.
  @Test(arguments: [(0, ["transfer_unbalanced e1 10"]), (-1, [])] as [(Int64, [String])])
  func `a side without a partner is reported after 24 hours`(rest: Int64, expected: [String]) {
    var scene = LedgerScene()
    scene.add(.transferIn, "a", at: august(1), credits: 10, subject: "t", counterparty: "b")
    scene.add(.adjust, "a", at: august(2) + rest, credits: 1)
    #expect(scene.findings() == expected)
  }

  // MARK: Coupons

  private func coupon(_ change: (inout CouponTerms) -> Void = { _ in }) -> CouponTerms {
    var coupon = CouponTerms(code: "TEN", benefit: .credits(Credits(microcredits: 10_000_000)))
    change(&coupon)
    return coupon
  }

  private func redeemed(
    _ coupon: CouponTerms, code: Name = "TEN", credits: Int64 = 10, times: Int = 1,
    accounts: [Name] = ["a"], plan: Name = "pro"
  ) -> [String] {
    var scene = LedgerScene()
    scene.coupons = [coupon]
    let number = scene.number(plan)
    for time in 0..<times {
      let account = accounts[time % accounts.count]
      let event = scene.add(
        .redeem, account, at: august(2) + Int64(time), credits: credits, subject: code)
      scene.played.redemptions.append(
        Redemption(event: event, account: scene.index(of: account), plan: number))
    }
    return scene.findings()
  }

  @Test func `a coupon that keeps every rule gives no finding`() {
    let exact = coupon {
      $0.validFrom = Instant(nanoseconds: LedgerScene.august(2))
      $0.expiresAt = Instant(nanoseconds: LedgerScene.august(2) + 1)
      ($0.maxUses, $0.plans) = (1, ["pro"])
    }
    #expect(redeemed(exact) == [])
  }

  @Test func `each rule of coupons has its code, and the first that holds is reported`() {
    #expect(redeemed(coupon(), code: "OTHER") == ["coupon_unknown e1 10"])
    let early = coupon { $0.validFrom = Instant(nanoseconds: LedgerScene.august(2) + 1) }
    #expect(redeemed(early, credits: 3) == ["coupon_not_yet_valid e1 3"])
    let ended = coupon { $0.expiresAt = Instant(nanoseconds: LedgerScene.august(2)) }
    #expect(redeemed(ended) == ["coupon_expired e1 10"])
    let stopped = coupon { $0.deactivatedAt = Instant(nanoseconds: LedgerScene.august(2)) }
    #expect(redeemed(stopped) == ["coupon_expired e1 10"])
    let other = coupon { $0.plans = ["free"] }
    #expect(redeemed(other) == ["coupon_wrong_plan e1 10"])
    #expect(redeemed(coupon(), credits: 11) == ["coupon_value_differs e1 11"])
    let discount = CouponTerms(code: "TEN", benefit: .freeMonths(1))
    #expect(redeemed(discount, credits: 11) == ["coupon_value_differs e1 11"])
    #expect(redeemed(discount, credits: 0) == [])
  }

  /// A redemption with another value counts, one after the limit does not.
  @Test func `limits count earlier redemptions without a finding and those of another value`() {
    let two = coupon { $0.maxUses = 2 }
    #expect(
      redeemed(two, times: 4, accounts: ["a", "b", "c", "d"])
        == ["coupon_over_limit e3 10", "coupon_over_limit e4 10"])
    #expect(redeemed(coupon(), times: 2) == ["coupon_twice e2 10"])
    #expect(
      redeemed(two, credits: 9, times: 3, accounts: ["a", "b", "c"]) == [
        "coupon_value_differs e1 9", "coupon_value_differs e2 9", "coupon_over_limit e3 9",
      ])
  }

  // MARK: Reservations

  private func held(then add: (inout LedgerScene) -> Void) -> [String] {
    var scene = LedgerScene()
    let reserve = scene.add(.reserve, "a", at: august(1), credits: 5, subject: "r")
    scene.played.holds = [
      Hold(
        credits: 5_000_000, expiresAt: august(1) + LedgerScene.hour, event: reserve, account: 0,
        state: .expired)
    ]
    scene.played.lastEventAt = august(2)
    add(&scene)
    return scene.findings()
  }

  @Test func `a hold that ended is stale unless it is settled or released, even later`() {
    #expect(held { _ in } == ["reservation_stale e1 5"])
    #expect(
      held { $0.add(.settle, "a", at: LedgerScene.august(3), credits: 2, subject: "r") } == [])
    #expect(
      held {
        $0.add(
          .release, "a", at: LedgerScene.august(3), subject: "r", outcome: .afterPeriod)
      } == [])
    // An event that was not applied settled nothing.
    #expect(
      held {
        $0.add(
          .settle, "a", at: LedgerScene.august(3), credits: 2, subject: "r", outcome: .notApplied)
      } == ["reservation_stale e1 5"])
    // Another account, and an id that was used again, are other reservations.
    #expect(
      held { $0.add(.release, "b", at: LedgerScene.august(3), subject: "r") }
        == ["reservation_stale e1 5"])
    #expect(
      held {
        $0.add(.reserve, "a", at: LedgerScene.august(2), credits: 1, subject: "r")
        $0.add(.settle, "a", at: LedgerScene.august(3), credits: 1, subject: "r")
      } == ["reservation_stale e1 5"])
  }

  /// A credit is worth 0.01 USD on `pro` and 0.02 USD on `big`; the plan changes at the instant of both findings.
  @Test func `credits are worth what the plan before the event makes them`() throws {
    let two = try #require(CreditValue(perCredit: Money(attodollars: 20_000_000_000_000_000)))
    let values = DatedSetting(
      always: .default, entries: [.init(from: nil, tier: "big", value: two)])
    let played = AuditAsText(
      """
      08-01 a grant 500 source=bonus
      08-02 a deduct 5 req=r
      08-03 a deduct 5 req=r
      08-03 a transfer_out 7 tx=t to=b
      08-03 a plan_change - plan=big
      08-09 b adjust 1 reason=x
      """, creditValues: values)
    let found = played.audit.findings.filter {
      [.chargedTwice, .transferUnbalanced].contains($0.check)
    }
    #expect(found.map { decimalText($0.usd, scale: 18) } == ["0.05", "0.07"])
  }
}
