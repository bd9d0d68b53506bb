import Testing

struct PlanTests {
  private static let reset = "08-01 a reset 500 until=@09-01\n"
  /// Half of the month is left: (2000 − 500) ÷ 2 credits and (50 − 20) ÷ 2 USD.
  private static let half = "08-16T12:00 a plan_change "

  @Test func `an upgrade grants the rest of the month, until the allowance ends`() {
    let played = AuditAsText(Self.reset + Self.half + "750 plan=big paid=15")
    #expect(played.findings.isEmpty)
    #expect(played.grant("e2", "source until paid") == "monthly 2026-09-01 15")
    #expect(played.balance("a", "plan closing") == "big 1250")
  }

  @Test(
    arguments: [
      ("08-16T12:00 a plan_change 760 plan=big paid=14", ["proration_differs c e2 10 -1 0"]),
      ("08-16T12:00 a plan_change 750 plan=big paid=14", ["proration_differs c e2 0 -1 0"]),
      ("08-16T12:00 a plan_change 749.9 plan=big", ["proration_differs c e2 -0.1 -0.001 0"]),
      (
        "08-16T12:00 a plan_change 5 plan=free",
        ["proration_differs c e2 5 0.05 0", "downgrade_early w e2 0 0 0"]
      ),
      ("08-16T12:00 a plan_change - plan=pro paid=0", []),
      // A third of the nanoseconds less one: 1,500 × f is rounded up to the increment.
      ("08-21T16:00:00.000000001 a plan_change 500 plan=big paid=10", []),
      ("08-21T16:00 a plan_change 500 plan=big paid=10", []),
      ("08-21T15:59:59.999999999 a plan_change 500.1 plan=big paid=10", []),
      // No allowance is current any more.
      ("09-02 a plan_change 0 plan=big", []),
      ("09-02 a plan_change 1 plan=big", ["proration_differs c e2 1 0.01 0"]),
      ("08-16T12:00 a plan_change 0 plan=zz", ["plan_unknown w e2 0 0 0"]),
    ] as [(String, [String])])
  func `a change in force at once is compared with the proration`(
    line: String, findings: [String]
  ) {
    #expect(AuditAsText(Self.reset + line).findings == findings)
  }

  @Test func `the setting decides on the credits of an upgrade`() {
    let difference = AuditAsText(
      Self.reset + Self.half + "1500 plan=big", { $0.upgradeCredits = .init(always: .difference) })
    #expect(difference.findings.isEmpty)
    let none = AuditAsText(
      Self.reset + Self.half + "0 plan=big paid=15", { $0.upgradeCredits = .init(always: .none) })
    #expect(none.findings.isEmpty)
    // A payment without credits is sold and realised at once.
    #expect(none.revenue("2026-08", .monthly, "sold realised closing") == "35 15 20")
  }

  @Test func `a scheduled change waits, and a later change takes its place`() {
    let scheduled = Self.reset + Self.half + "- plan=free effective=@09-01\n"
    let due = AuditAsText(scheduled + "09-01 a reset 10")
    #expect(due.findings.isEmpty)
    #expect(due.balance("a", "plan") == "free")
    let missed = AuditAsText(scheduled + "09-01 a reset 500 plan=pro")
    #expect(missed.findings == ["plan_differs w e3 0 0 0"])
    let replaced = AuditAsText(scheduled + "08-20 a plan_change - plan=pro\n09-01 a reset 500")
    #expect(replaced.findings.isEmpty)
    #expect(replaced.balance("a", "plan") == "pro")
  }

  @Test func `discounts apply in order, and each loses a month`() {
    // 20 USD: half is 10, less 5 is 5; the month after, half.
    let both = AuditAsText(
      "07-20 a redeem - coupon=FIVE\n07-21 a redeem - coupon=HALF\n" + Self.reset
        + "09-01 a reset 500 until=@10-01 paid=10\n10-01 a reset 500 until=@11-01 paid=20")
    #expect(both.findings.isEmpty)
    #expect(both.grant("e3", "paid") == "5")
    // A free month is used alone.
    let free = AuditAsText(
      "07-20 a redeem - coupon=FIVE\n07-21 a redeem - coupon=GIFT\n" + Self.reset
        + "09-01 a reset 500 until=@10-01")
    #expect(free.grant("e3", "paid") == "0")
    #expect(free.grant("e4", "paid") == "15")
    // 20 × 66.666667 % = 13.3333334, to cents.
    let third = AuditAsText("07-20 a redeem - coupon=THIRD\n" + Self.reset)
    #expect(third.grant("e2", "paid") == "13.33")
  }

  @Test func `a price never falls below 0`() {
    let played = AuditAsText(
      (0..<5).map { _ in "07-20 a redeem - coupon=FIVE\n" }.joined() + Self.reset)
    #expect(played.grant("e6", "paid") == "0")
  }
}
