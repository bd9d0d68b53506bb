import Credits
import Testing

/// Findings that are settled: the balance rose again, a later statement agrees, or the credits and the money came back.
struct SettledFindingTests {
  struct Case: Sendable, CustomStringConvertible {
    let lines: String
    let check: CreditCheck
    /// The event that settled it; `-` while it is open.
    let settled: String
    var records: [String] = []
    var description: String { "\(check.rawValue) \(settled)" }
  }

  private static let refunded = """
    08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
    08-02 b payment_refund 100 pay=p paid=5 after=0
    08-03 b payment_refund 0 pay=p paid=5 after=0
    08-04 b reverse - of=e2 after=100

    """
  private static let early = """
    08-01 b grant 10 source=bonus until=@09-10 grant=g after=10
    08-02 b deduct 4 req=q after=6
    08-03 b expire 10 grant=g after=-4

    """

  @Test(arguments: [
    // 20 less 25, and 20 more.
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b deduct 25 req=q after=-5
        08-03 b grant 4 source=bonus after=-1
        08-04 b grant 20 source=bonus after=19
        """, check: .balanceBelowZero, settled: "e4"),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b deduct 25 req=q after=-5
        08-03 b grant 4 source=bonus after=-1
        """, check: .balanceBelowZero, settled: "-"),
    // The limit is 5 below zero: -3 is above it.
    Case(
      lines: """
        08-01 d grant 20 source=bonus after=20
        08-02 d deduct 27 req=q after=-7
        08-03 d grant 4 source=bonus after=-3
        """, check: .balanceBelowZero, settled: "e3"),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b balance 25
        08-03 b balance 26
        08-04 b balance 20
        """, check: .assertedBalanceDiffers, settled: "e4"),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b balance 25
        08-03 b balance 26
        """, check: .assertedBalanceDiffers, settled: "-"),
    // A bonus gave the credits back, and its reason names the record.
    Case(
      lines: """
        08-01 b grant 10 source=bonus until=@09-10 grant=g after=10
        08-03 b expire 10 grant=g after=0
        08-04 b grant 10 source=bonus until=@09-10 reason=e2 after=10
        """, check: .expiredEarly, settled: "e3"),
    // The record took 10 and the grant had 6: the source system has the right 6, and the replay 4 too many.
    Case(
      lines: early + "08-04 b adjust 10 reason=e3 after=6", check: .expiredEarly, settled: "-",
      records: ["b adjust -4 reason=e3"]),
    Case(
      lines: early + "08-04 b adjust 10 reason=e3 after=6\n08-05 b adjust -4 reason=e3 after=6",
      check: .expiredEarly, settled: "e5"),
    // The first of two refunds was reversed with its 100 credits, and the other one took none.
    Case(
      lines: refunded, check: .paymentRefundAbovePayment, settled: "-",
      records: ["b adjust -100 reason=e3"]),
    Case(
      lines: refunded + "08-05 b adjust -100 reason=e3 after=0",
      check: .paymentRefundAbovePayment, settled: "e5"),
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        08-02 b payment_refund 0 pay=p paid=5 after=100
        08-03 b payment_refund 100 pay=p paid=5 after=0
        08-04 b reverse - of=e2 after=0
        """, check: .paymentRefundAbovePayment, settled: "e4"),
    // 3 too many from the 2nd to the 4th, in two steps.
    Case(
      lines: """
        08-01 b grant 9 source=bonus after=9
        08-02 b deduct 4 req=q after=7
        08-03 b deduct 1 req=r after=7
        08-04 b deduct 1 req=s after=3
        """, check: .recordedBalanceDiffers, settled: "e4"),
  ])
  func `a settled finding names the event that settled it`(_ fault: Case) throws {
    let ledger = AdvisedLedger(fault.lines)
    let finding = try #require(ledger.audit.findings.first { $0.check == fault.check })
    let event =
      finding.isCorrected
      ? ledger.name(ledger.audit.ledger.events[Int(finding.correctedBy)].eventID) : "-"
    #expect(event == fault.settled)
    #expect(ledger.records(finding) == fault.records)
  }

  private static let keptTooLong = """
    08-01 b grant 20 source=bonus after=20
    08-01 b grant 5 source=bonus until=@08-05 grant=g after=25
    08-09 c grant 5 source=bonus until=@08-11 grant=h after=5
    08-11 c expire 5 grant=h after=0
    08-12 b deduct 22 req=q after=3

    """

  /// The source system still had the 5 credits that had expired, so 22 were not too many for it.
  @Test(arguments: [
    (keptTooLong, CreditCheck.expiryMissing, "-"),
    (keptTooLong + "08-13 b expire 5 grant=g after=-2", .expiryLate, "e6"),
  ])
  func `the late record of an expiry stays the cause of a balance below its limit`(
    lines: String, cause: CreditCheck, settled: String
  ) throws {
    let ledger = AdvisedLedger(lines)
    let finding = try #require(ledger.audit.findings.first { $0.check == .balanceBelowZero })
    #expect(finding.consequenceOf != CreditEvent.none)
    if finding.consequenceOf == CreditEvent.none { return }
    #expect(ledger.audit.findings[Int(finding.consequenceOf)].check == cause)
    let event =
      finding.isCorrected
      ? ledger.name(ledger.audit.ledger.events[Int(finding.correctedBy)].eventID) : "-"
    #expect(event == settled)
  }

  struct Kept: Sendable {
    let lines: String
    let grants: [String]
    var records: [String] = []
    var inSystem = "0"
    let healed: String
  }

  /// The recorded balance still has credits that have expired.
  @Test(arguments: [
    // No expiry of this ledger has a record: the source system takes the 10 credits without one.
    Kept(
      lines: """
        08-01 b grant 10 source=bonus until=@08-05 after=10
        08-01 b grant 20 source=topup after=30
        08-09 b deduct 3 req=q after=27
        """, grants: ["e1"], inSystem: "-10", healed: "08-10 b deduct 1 req=r after=16"),
    // Two grants since the balance before.
    Kept(
      lines: """
        08-01 b grant 10 source=bonus until=@08-05 after=10
        08-01 b grant 7 source=bonus until=@08-06 after=17
        08-01 b grant 20 source=topup after=37
        08-09 b deduct 3 req=q after=34
        """, grants: ["e1", "e2"], inSystem: "-17", healed: "08-10 b deduct 1 req=r after=16"),
    // The reset added its 10 credits to the 10 of the allowance that it ended; other expiries have records.
    Kept(
      lines: """
        08-01 c grant 5 source=bonus until=@08-11 grant=h after=5
        08-11 c expire 5 grant=h after=0
        08-20 b reset 10 plan=free until=@09-20 after=10
        09-20 b reset 10 plan=free until=@10-20 after=20
        """, grants: ["e3"], records: ["b expire 10 grant=e3"],
      healed: "09-21 b expire 10 grant=e3 after=10"),
  ])
  func `a recorded balance with credits that have expired names their grants`(
    _ fault: Kept
  ) throws {
    let ledger = AdvisedLedger(fault.lines)
    let finding = try #require(
      ledger.audit.findings.first { $0.check == .recordedBalanceDiffers })
    let advice = ledger.advice(finding)
    #expect(finding.hasKnownCause)
    #expect(
      advice.kept.map { ledger.name(ledger.audit.ledger.events[Int($0)].eventID) } == fault.grants)
    #expect(advice.owed == -finding.effect && !advice.isOwedUnknown)
    #expect(ledger.records(finding) == fault.records)
    #expect(decimalText(advice.inSystem, scale: 6) == fault.inSystem)
    let healed = AdvisedLedger("\(fault.lines)\n\(fault.healed)")
    for finding in healed.audit.findings where finding.severity == .critical {
      #expect(finding.isCorrected)
    }
  }

  @Test func `half of a transfer is open for 24 hours, and a finding after that`() {
    let half = """
      08-01 b grant 20 source=bonus after=20
      08-02 b transfer_out 8 tx=t to=c after=12

      """
    for (line, isOpen) in [
      ("08-02T23:59 d adjust 1 reason=x", true), ("08-03 d adjust 1 reason=x", false),
    ] {
      let audit = AdvisedLedger(half + line).audit
      #expect(audit.openTransfers == (isOpen ? [1] : []))
      #expect(audit.findings.contains { $0.check == .transferUnbalanced } != isOpen)
    }
    #expect(
      AdvisedLedger(half + "08-02T01:00 c transfer_in 8 tx=t to=b").audit.openTransfers.isEmpty)
  }
}
