import Testing

struct ReverseTests {
  private static let base = """
    08-01 b grant 10 source=topup paid=1 until=@08-10
    08-02 b deduct 4 req=r

    """

  @Test func `a consumption is given back once, and a grant loses the rest`() {
    let played = AuditAsText(
      Self.base + """
        08-03 b reverse - of=e2
        08-03 b reverse - of=e2 after=14
        08-03 b reverse - of=e1
        08-03 b reverse - of=zz
        """)
    #expect(
      played.findings == ["reverse_twice c e4 4 0.04 4", "reverse_unknown i e6 0 0 0"])
    #expect(played.balance("b", "closing revoked refunded") == "0 10 4")
    #expect(played.revenue("2026-08", .topup, "sold realised refunded") == "1 0 1")
  }

  /// The reverse states 10 instead of 9: it has no finding by the specification, so the next event has the difference.
  @Test func `a balance after the reverse of a refused event is compared at the next event`() {
    let refused = """
      08-01 b grant 9 source=bonus key=k after=9
      08-02 b grant 9 source=bonus key=k after=18
      08-03 b reverse - of=e2 after=10

      """
    let key = "duplicate_idempotency_key c e2 9 0.09 9"
    #expect(AuditAsText(refused).findings == [key])
    #expect(
      AuditAsText(refused + "08-04 b deduct 1 req=r after=9").findings == [
        key, "recorded_balance_differs c e4 1 0.01 1",
      ])
    #expect(AuditAsText(refused + "08-04 b deduct 1 req=r after=8").findings == [key])
  }

  @Test func `the part of a reversed grant that was consumed or transferred is reported`() {
    let consumed = AuditAsText(Self.base + "08-03 b reverse - of=e1")
    #expect(consumed.findings == ["reverse_after_use w e3 4 0.04 0"])
    let moved = AuditAsText(
      Self.base + "08-03 b transfer_out 1 tx=t to=c\n08-03 b reverse - of=e1")
    #expect(moved.findings == ["reverse_after_use w e4 5 0.05 0"])
    #expect(moved.balance("b", "closing revoked") == "0 5")
  }

  @Test(
    arguments: [
      ("08-01 b adjust 3 reason=x", "0", []),
      ("08-01 b redeem 3 coupon=PLUS", "0", []),
      ("08-01 b grant 3 source=bonus", "0", []),
      ("08-01 b deduct 3 req=r", "0", ["balance_below_zero c e1 3 0.03 0"]),
      ("08-01 b adjust -3 reason=x", "0", ["balance_below_zero c e1 3 0.03 0"]),
      (
        "08-01 b settle 3 res=x req=r", "0",
        ["balance_below_zero c e1 3 0.03 0", "settle_without_reservation c e1 3 0.03 0"]
      ),
      ("08-01 b reset 3", "3", ["reverse_unknown i e2 0 0 0"]),
      ("08-01 b transfer_in 3 tx=t to=a", "3", ["reverse_unknown i e2 0 0 0"]),
    ] as [(String, String, [String])])
  func `a reverse undoes some kinds`(line: String, closing: String, findings: [String]) {
    let played = AuditAsText(line + "\n08-02 b reverse - of=e1")
    #expect(played.findings == findings)
    #expect(played.balance("b", "closing") == closing)
  }

  @Test func `a reverse of a reverse, of another account and of a later event are unknown`() {
    let played = AuditAsText(
      Self.base + """
        08-03 b reverse - of=e2
        08-03 b reverse - of=e3
        08-03 c reverse - of=e1
        08-03 b reverse - of=e7
        08-04 b adjust 1 reason=x
        """)
    #expect(
      played.findings
        == [
          "reverse_unknown i e4 0 0 0", "reverse_unknown i e6 0 0 0", "reverse_unknown i e5 0 0 0",
        ])
  }

  @Test func `the reverse of an event that was not applied cancels its effect, once`() {
    let twice =
      Self.base + """
        08-03 b refund 4 req=q
        08-04 b reverse - of=e3
        08-05 b deduct 1 req=s after=5

        """
    let played = AuditAsText(twice)
    #expect(played.findings == ["refund_without_deduction c e3 4 0.04 4"])
    #expect(played.balance("b", "closing explained") == "5 0")
    #expect(played.audit.equation.notApplied == 2)
    let again = AuditAsText(twice + "08-05 b reverse - of=e3")
    #expect(again.findings.last == "reverse_twice i e6 0 0 0")
  }

  @Test func `a reversed discount has no months left`() {
    let played = AuditAsText(
      """
      07-20 a redeem - coupon=HALF
      07-21 a reverse - of=e1
      08-01 a reset 500 until=@09-01
      """)
    #expect(played.findings.isEmpty)
    #expect(played.grant("e3", "paid") == "20")
  }

  @Test func `what was given back by a refund is not given back again`() {
    let played = AuditAsText(Self.base + "08-03 b refund 3 req=r\n08-04 b reverse - of=e2")
    #expect(played.balance("b", "closing refunded") == "10 4")
    #expect(played.findings.isEmpty)
  }
}
