import Credits
import Testing

/// Findings that later events corrected, and balances that are below their limits only because of another finding.
struct CorrectedFindingTests {
  struct Case: Sendable, CustomStringConvertible {
    let lines: String
    let check: CreditCheck
    /// The event that corrected it, or the check and event from which it follows; `-` for none.
    let expected: String
    var rated: [String: Int64?] = [:]
    var description: String { "\(check.rawValue) \(expected)" }
  }

  private static let twice = """
    08-01 b grant 90 source=bonus after=90
    08-02 b deduct 6 req=q after=84
    08-03 b deduct 6 req=q after=78

    """
  private static let paidTwice = """
    08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
    08-02 b grant 100 source=topup package=small paid=5 pay=p until=@09-01 after=200

    """

  @Test(arguments: [
    Case(
      lines: paidTwice + "08-03 b reverse - of=e2 after=100", check: .duplicatePayment,
      expected: "e3"),
    Case(
      lines: paidTwice + "08-03 b deduct 1 req=q after=199", check: .duplicatePayment, expected: "-"
    ),
    Case(
      lines: twice + "08-04 b refund 6 req=q after=84", check: .chargedTwice, expected: "e4",
      rated: ["q": 6]),
    // 4 of the 6 credits are still owed.
    Case(
      lines: twice + "08-04 b refund 2 req=q after=80", check: .chargedTwice, expected: "-",
      rated: ["q": 6]),
    Case(
      lines: twice + "08-04 b adjust 6 reason=e3 after=84", check: .chargedTwice, expected: "e4",
      rated: ["q": 6]),
    Case(
      lines: twice + "08-04 b refund 6 req=other", check: .chargedTwice, expected: "-",
      rated: ["q": 6]),
    // 1 of 6 USD was too much, and went back.
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=6 pay=p until=@08-31 after=100
        08-02 b payment_refund 0 pay=p paid=1 after=100
        """, check: .packageDiffers, expected: "e2"),
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=6 pay=p until=@08-31 after=100
        08-02 b payment_refund 0 pay=p paid=0.5 after=100
        """, check: .packageDiffers, expected: "-"),
    // The receiver got what was sent.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b transfer_out 8 tx=t to=c after=82
        08-03 c adjust 8 reason=e2 after=8
        """, check: .transferUnbalanced, expected: "e3"),
    // 3 too many on the 2nd, as in the replay on the 3rd.
    Case(
      lines: """
        08-01 b grant 9 source=bonus after=9
        08-02 b deduct 4 req=q after=8
        08-03 b deduct 1 req=r after=4
        """, check: .recordedBalanceDiffers, expected: "e3"),
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        09-02 a adjust 500 reason=late after=600
        09-15 a adjust 1 reason=x after=601
        """, check: .resetMissing, expected: "e2"),
  ])
  func `a finding names the event that corrected it`(_ fault: Case) throws {
    let ledger = AdvisedLedger(fault.lines, rated: fault.rated)
    let finding = try #require(ledger.audit.findings.first { $0.check == fault.check })
    let event =
      finding.isCorrected
      ? ledger.name(ledger.audit.ledger.events[Int(finding.correctedBy)].eventID) : "-"
    #expect(event == fault.expected)
  }

  @Test(arguments: [
    // Of 10 credits, 12 were taken: 6 of them twice.
    Case(
      lines: """
        08-01 b grant 10 source=bonus after=10
        08-02 b deduct 6 req=q after=4
        08-03 b deduct 6 req=q after=-2
        """, check: .balanceBelowZero, expected: "charged_twice e3", rated: ["q": 6]),
    // The same, given back afterwards.
    Case(
      lines: """
        08-01 b grant 10 source=bonus after=10
        08-02 b deduct 6 req=q after=4
        08-03 b deduct 6 req=q after=-2
        08-04 b refund 6 req=q after=4
        """, check: .balanceBelowZero, expected: "charged_twice e3", rated: ["q": 6]),
    // -3, and 1 without the second charge.
    Case(
      lines: """
        08-01 b grant 10 source=bonus after=10
        08-02 b deduct 4 req=q after=6
        08-03 b deduct 4 req=q after=2
        08-04 b deduct 5 req=r after=-3
        """, check: .balanceBelowZero, expected: "charged_twice e3", rated: ["q": 4, "r": 5]),
    // Without the second charge, its 4 credits would have expired.
    Case(
      lines: """
        08-01 b grant 8 source=bonus until=@08-05 after=8
        08-02 b deduct 4 req=q after=4
        08-03 b deduct 4 req=q after=0
        08-06 b deduct 3 req=r after=-3
        """, check: .balanceBelowZero, expected: "-", rated: ["q": 4, "r": 3]),
    // The second charge was given back before.
    Case(
      lines: """
        08-01 b grant 10 source=bonus after=10
        08-02 b deduct 4 req=q after=6
        08-03 b deduct 4 req=q after=2
        08-04 b refund 4 req=q after=6
        08-05 b deduct 9 req=r after=-3
        """, check: .balanceBelowZero, expected: "-", rated: ["q": 4, "r": 9]),
    // September's 500 credits are missing.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a deduct 500 req=q after=0
        09-03 a deduct 20 req=r after=-20
        """, check: .balanceBelowZero, expected: "reset_missing "),
    // 97 more than in the replay.
    Case(
      lines: """
        08-01 b grant 3 source=bonus after=3
        08-02 b deduct 5 req=q after=95
        """, check: .balanceBelowZero, expected: "recorded_balance_differs e2"),
    Case(
      lines: """
        08-01 b grant 3 source=bonus after=3
        08-02 b deduct 5 req=q after=-2
        """, check: .balanceBelowZero, expected: "-"),
  ])
  func `a balance below its limit names the finding from which it follows`(_ fault: Case) throws {
    let ledger = AdvisedLedger(fault.lines, rated: fault.rated)
    let finding = try #require(ledger.audit.findings.first { $0.check == fault.check })
    let cause =
      finding.consequenceOf == CreditEvent.none
      ? nil : ledger.audit.findings[Int(finding.consequenceOf)]
    // What corrected the cause corrected the balance.
    #expect(finding.correctedBy == cause?.correctedBy ?? CreditEvent.none)
    #expect(
      (cause.map { "\($0.check.rawValue) \(ledger.name($0.eventID))" } ?? "-") == fault.expected)
  }
}
