import Testing

struct PaymentTests {
  private static let top =
    "08-01 b grant 100 source=topup package=small paid=5 pay=p1 until=@08-31\n"
  private static let base = top + "08-02 b deduct 70 req=r\n"

  @Test(
    arguments: [
      (top, []),
      (
        "08-01 b grant 101 source=topup package=small paid=5 until=@08-31",
        ["package_differs c e1 1 0.01 0"]
      ),
      (
        "08-01 b grant 100 source=topup package=small paid=4 until=@08-31",
        ["package_differs c e1 0 -1 0"]
      ),
      (
        "08-01 b grant 100 source=topup package=small until=@08-31",
        ["package_differs c e1 0 -5 0"]
      ),
      ("08-01 b grant 100 source=topup package=small paid=5", ["package_differs c e1 0 0 0"]),
      ("08-01 b grant 100 source=topup package=tiny paid=5", ["package_unknown w e1 100 1 0"]),
      (top + "08-01 a grant 100 source=topup paid=5 pay=p1", ["duplicate_payment c e2 100 1 100"]),
      (top + "08-01 a grant 100 source=bonus paid=5 pay=p1", []),
      (top + "08-01 a adjust 100 reason=x paid=5 pay=p1", []),
    ] as [(String, [String])])
  func `a grant is compared with its package, and a payment counts once`(
    lines: String, findings: [String]
  ) {
    #expect(AuditAsText(lines).findings == findings)
  }

  @Test func `a payment refund revokes the grants of the payment and consumes the rest`() {
    let played = AuditAsText(Self.base + "08-03 b payment_refund 50 pay=p1 paid=2.5")
    #expect(played.findings == ["balance_below_zero c e3 20 0.2 0"])
    #expect(played.balance("b", "revoked consumed closing") == "30 90 -20")
    // 3.5 were earned; the money is 1 more than the 1.5 of the credits revoked.
    #expect(
      played.revenue("2026-08", .topup, "sold realised refunded closing") == "5 2.5 2.5 0")
  }

  @Test func `a won dispute restores what was revoked and gives back what was consumed`() {
    let won = AuditAsText(
      Self.base + "08-03 b payment_refund 50 pay=p1 paid=2.5\n08-04 b reverse - of=e3")
    #expect(won.findings == ["balance_below_zero c e3 20 0.2 0"])
    #expect(won.balance("b", "revoked refunded closing") == "0 20 30")
    #expect(won.grant("e1", "left revoked") == "30 0")
    #expect(
      won.revenue("2026-08", .topup, "sold realised refunded closing") == "5 3.5 0 1.5")
  }

  @Test func `a dispute won after the grant expired is breakage`() {
    let lines = Self.base + "08-03 b payment_refund 50 pay=p1 paid=2.5\n09-02 b reverse - of=e3"
    let new = AuditAsText(lines)
    #expect(new.balance("b", "revoked refunded expired closing") == "0 20 0 30")
    #expect(new.grant("e4", "source granted left consumed") == "refund 30 30 0")
    #expect(
      new.revenue("2026-09", .topup, "refunded breakage realised closing") == "-2.5 1.5 1 0")
    let lost = AuditAsText(lines, { $0.refundExpired = .init(always: .lost) })
    #expect(lost.balance("b", "revoked refunded expired closing") == "0 20 30 0")
  }

  @Test func `money below the value of the credits is breakage`() {
    let played = AuditAsText(Self.top + "08-03 b payment_refund 50 pay=p1 paid=1")
    // 20 of 100 credits are expected for 1 of 5 USD.
    #expect(played.findings == ["clawback_differs c e2 -30 -0.3 0"])
    #expect(
      played.revenue("2026-08", .topup, "sold realised refunded breakage closing")
        == "5 0 1 1.5 2.5")
  }

  @Test(
    arguments: [
      ("08-03 b payment_refund 20 pay=p1 paid=2.5", ["clawback_differs c e3 30 0.3 0"]),
      (
        "08-03 b payment_refund 100 pay=p1 paid=6",
        ["balance_below_zero c e3 70 0.7 0", "payment_refund_above_payment c e3 0 1 0"]
      ),
      ("08-03 b payment_refund 5 pay=p9 paid=6", ["payment_refund_unknown c e3 -5 -0.05 -5"]),
      ("08-03 b payment_refund 5 pay=p9 paid=6 after=30", ["payment_refund_unknown i e3 0 0 0"]),
      ("08-03 c payment_refund 5 pay=p1 paid=1 after=0", ["payment_refund_unknown i e3 0 0 0"]),
      // 1.111 of 5 USD for 100 credits is 22.22: rounded down to 22.2.
      ("08-03 b payment_refund 22.2 pay=p1 paid=1.111", []),
      (
        "08-03 b payment_refund 20 pay=p1 paid=1\n08-04 b payment_refund 10 pay=p1 paid=4.5",
        ["clawback_differs c e4 70 0.7 0", "payment_refund_above_payment c e4 0 0.5 0"]
      ),
    ] as [(String, [String])])
  func `a payment refund is compared with its payment`(line: String, findings: [String]) {
    #expect(AuditAsText(Self.base + line).findings == findings)
  }

  @Test func `a refund of an unpaid payment revokes nothing by right`() {
    let played = AuditAsText(
      "08-01 b grant 10 source=bonus pay=p\n08-02 b payment_refund 3 pay=p paid=1")
    #expect(
      played.findings
        == ["clawback_differs c e2 -3 -0.03 0", "payment_refund_above_payment c e2 0 1 0"])
    #expect(played.balance("b", "closing revoked") == "7 3")
  }

  @Test func `several grants of a payment are revoked oldest first`() {
    let played = AuditAsText(
      """
      08-01 b grant 30 source=topup paid=3 pay=p
      08-02 b grant 10 source=bonus pay=p
      08-03 b payment_refund 40 pay=p paid=3
      08-04 b reverse - of=e3
      08-05 b payment_refund 40 pay=p paid=3
      """)
    #expect(played.findings.isEmpty)
    #expect(played.grant("e1", "left revoked deferred") == "0 30 0")
    #expect(played.grant("e2", "left revoked") == "0 10")
    #expect(played.revenue("2026-08", .topup, "sold refunded closing") == "3 3 0")
  }
}
