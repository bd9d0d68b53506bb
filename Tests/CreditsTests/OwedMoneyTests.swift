import Credits
import Testing

/// Money that credits do not make up for, and corrections that would give credits twice; figures by hand.
struct OwedMoneyTests {
  private static let package = "source=topup package=small"

  private static func text(_ amount: Int128?, scale: Int = 6) -> String? {
    amount.map { decimalText($0, scale: scale) }
  }

  private func finding(_ ledger: AdvisedLedger, _ check: CreditCheck) throws -> CreditFinding {
    try #require(ledger.audit.findings.first { $0.check == check })
  }

  /// 6 of 5 USD went back: 1 USD is owed, whatever credits the account got.
  @Test func `an adjust does not correct money that was refunded twice`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 100 \(Self.package) paid=5 pay=p until=@08-31 after=100
      08-02 b payment_refund 100 pay=p paid=6 after=0
      08-03 b adjust 1 reason=e2 after=1
      """)
    let finding = try finding(ledger, .paymentRefundAbovePayment)
    #expect(!finding.isCorrected)
    #expect(Self.text(ledger.advice(finding).owedMoney, scale: 18) == "-1")
    #expect(ledger.records(finding) == ["b reverse - of=e2", "b reverse - of=e3"])
  }

  /// The adjust and the reverse each gave back the 100 credits that e3 took; 0 are right.
  @Test(arguments: [
    ("", "-100", ["b adjust -100 reason=e3"], "-"),
    ("08-06 b adjust -100 reason=e3 after=0", "0", [], "e6"),
  ])
  func `credits of a doubled refund are given back once`(
    last: String, owed: String, records: [String], corrected: String
  ) throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 100 \(Self.package) paid=5 pay=p until=@08-31 after=100
      08-02 b payment_refund 100 pay=p paid=5 after=0
      08-03 b payment_refund 100 pay=p paid=5 after=-100
      08-04 b adjust 100 reason=e3 after=0
      08-05 b reverse - of=e3 after=100
      \(last)
      """)
    let credits = try finding(ledger, .clawbackDiffers)
    #expect(Self.text(ledger.advice(credits).owed) == owed)
    #expect(ledger.records(credits) == records)
    let by = credits.isCorrected ? ledger.audit.ledger.events[Int(credits.correctedBy)].eventID : 0
    #expect((by == 0 ? "-" : ledger.name(by)) == corrected)
    #expect(try finding(ledger, .paymentRefundAbovePayment).isCorrected)
  }

  /// 90 of 100 credits for 4 of 5 USD; the adjust gave the credits, and 1 USD is still owed.
  @Test func `money is owed after the credits were given`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 90 \(Self.package) paid=4 pay=p until=@08-31 after=90
      08-02 b adjust 10 reason=e1 after=100
      """)
    let finding = try finding(ledger, .packageDiffers)
    let advice = ledger.advice(finding)
    #expect(Self.text(advice.owed) == "0" && Self.text(advice.owedMoney, scale: 18) == "-1")
    #expect(!advice.isDone && !finding.isCorrected)
  }

  /// The coupon gave 7 credits.
  @Test(arguments: [("1", false), ("-7", true)])
  func `only an adjust that takes credits undoes a coupon`(adjust: String, ends: Bool) throws {
    let ledger = AdvisedLedger(
      "08-01 b redeem 7 coupon=UNHEARD\n08-02 b adjust \(adjust) reason=e1")
    #expect(try finding(ledger, .couponUnknown).isCorrected == ends)
  }

  /// Big costs 50 USD and pro 20; a free month makes both 0, and half a price 25 and 10.
  @Test(arguments: [
    ("GIFT", "", "0", true), ("HALF", "", "15", true), ("HALF", " paid=25", "15", false),
  ])
  func `a reset of another plan differs by the prices less discounts`(
    coupon: String, paid: String, owed: String, isUnstated: Bool
  ) throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500 until=@09-01
      08-02 a deduct 500 req=q
      08-20 a redeem - coupon=\(coupon)
      09-01 a reset 2000 plan=big until=@10-01\(paid)
      """)
    let advice = try #require(ledger.advice(on: .planDiffers))
    #expect(Self.text(advice.otherwiseMoney, scale: 18) == owed)
    #expect(advice.isMoneyUnstated == isUnstated)
  }

  /// The next transfer_out with the id is the other side of the first transfer_in.
  @Test func `of halves with one id the first gets its other side first`() throws {
    let lines = """
      08-01 b grant 20 source=bonus
      08-02 c transfer_in 2 tx=t to=b
      08-03 c transfer_in 7 tx=t to=b
      08-05 d adjust 1 reason=x

      """
    let ledger = AdvisedLedger(lines)
    let found = ledger.audit.findings.filter { $0.check == .transferUnbalanced }
    #expect(found.map(ledger.records) == [["b transfer_out 2 tx=t to=c"], []])
    #expect(found.map { Self.text(ledger.advice($0).owed) } == ["-2", "-7"])
    #expect(ledger.advice(found[1]).sharedTransfer == found[0].event)
    let first = AdvisedLedger(lines + "08-06 b transfer_out 2 tx=t to=c")
    let second = try finding(first, .transferUnbalanced)
    #expect(first.records(second) == ["b transfer_out 7 tx=t to=c"])
    let both = AdvisedLedger(
      lines + "08-06 b transfer_out 2 tx=t to=c\n08-07 b transfer_out 7 tx=t to=c")
    #expect(both.critical.isEmpty)
  }

  /// The recorded balance was 5 too high; the statement has the replay's 90.
  @Test(arguments: [(" after=90", "e2"), ("", "-")])
  func `a statement of the replay's balance is right once the recorded balance is`(
    after: String, corrected: String
  ) throws {
    let ledger = AdvisedLedger("08-01 b grant 90 source=bonus after=95\n08-02 b balance 90\(after)")
    let finding = try finding(ledger, .assertedBalanceDiffers)
    let by = finding.isCorrected ? ledger.audit.ledger.events[Int(finding.correctedBy)].eventID : 0
    #expect((by == 0 ? "-" : ledger.name(by)) == corrected)
  }
}
