import Credits
import Testing

/// Differences that an event which the export lacks leaves, although the balances agree in the end.
struct MissingEventTests {
  struct Case: Sendable, CustomStringConvertible {
    let lacking: String
    let lines: String
    /// The findings of which the export probably lacks the event, as check and event.
    let missing: Set<String>
    /// The findings that follow from one of them.
    var consequences: Set<String> = []
    var description: String { lacking }
  }

  @Test(arguments: [
    // 89 instead of 39 credits are left, and all of them expire.
    Case(
      lacking: "08-03 b payment_refund 50 pay=p paid=5 after=40",
      lines: """
        08-01 b grant 100 source=topup paid=10 pay=p until=@08-10 grant=g after=100
        08-02 b deduct 10 req=q after=90
        08-04 b deduct 1 req=r after=39
        08-10 b expire 39 grant=g after=0
        08-11 b grant 9 source=bonus after=9
        """, missing: ["recorded_balance_differs e3"], consequences: ["expiry_differs e4"]),
    // 58 instead of 100 credits expire, and no balance was recorded before.
    Case(
      lacking: "08-03 b reverse - of=e2 after=100",
      lines: """
        08-01 b grant 100 source=topup grant=g until=@08-10 after=100
        08-02 b deduct 42 req=q after=58
        08-10 b expire 100 grant=g
        08-11 b grant 9 source=bonus after=9
        """, missing: ["expiry_differs e3", "recorded_balance_differs e4"]),
    // 450 instead of 400 are left, and 100 roll over in either case.
    Case(
      lacking: "08-02 a adjust -50 reason=x after=450",
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-03 a deduct 50 req=q after=400
        09-01 a reset 500 until=@10-01 after=600
        """, missing: ["recorded_balance_differs e2"],
      consequences: ["recorded_balance_differs e3"]),
    // 40 of its 100 credits were revoked twice: the reverse of the grant took 60 and not 100.
    Case(
      lacking: "08-02 b payment_refund 40 pay=p paid=4 after=60",
      lines: """
        08-01 b grant 100 source=topup paid=10 pay=p grant=g after=100
        08-03 b grant 9 source=bonus after=69
        08-04 b reverse - of=e1 after=9
        """, missing: ["recorded_balance_differs e2"],
      consequences: ["recorded_balance_differs e3"]),
  ])
  func `a difference that ends with its credits stays open`(_ fault: Case) {
    let ledger = AdvisedLedger(fault.lines)
    func names(_ findings: [CreditFinding]) -> Set<String> {
      Set(findings.map { "\($0.check.rawValue) \(ledger.name($0.eventID))" })
    }
    let findings = ledger.audit.findings.filter { $0.severity == .critical }
    let missing = findings.filter(\.isEventMissing)
    #expect(names(missing) == fault.missing)
    #expect(names(findings.filter { $0.consequenceOf != CreditEvent.none }) == fault.consequences)
    for finding in findings {
      #expect(!finding.isCorrected)
      #expect(ledger.records(finding) == [])
      #expect(ledger.advice(finding).owed == 0 && ledger.advice(finding).inSystem == 0)
    }
    #expect(findings.count == fault.missing.count + fault.consequences.count)
  }

  /// 40 credits, of which 30 are left at the end of the allowance: half of them roll over.
  @Test func `a record names the part of an allowance that the export lacks`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500 until=@09-01 after=500
      08-02 a deduct 500 req=q after=0
      08-04 a deduct 10 req=r after=30
      09-01 a expire 15 grant=g
      09-01 a rollover 15 after=15
      09-01T00:02 a reset 500 until=@10-01 after=515
      """)
    let finding = try #require(
      ledger.audit.findings.first { $0.check == .recordedBalanceDiffers })
    #expect(ledger.records(finding).first?.hasPrefix("a grant 40") == true)
    for finding in ledger.audit.findings {
      #expect(!finding.isCorrected && !finding.isEventMissing)
    }
  }

  /// The record took 2 too many, the balance shows it, and the source system gave them back.
  @Test func `a wrong record that a balance confirms is corrected without an event`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 5 source=bonus grant=g until=@08-02 after=5
      08-01 b grant 20 source=bonus after=25
      08-02 b expire 7 grant=g after=18
      08-03 b deduct 1 req=q after=17
      08-04 b deduct 1 req=r after=18
      """)
    let finding = try #require(ledger.audit.findings.first { $0.check == .expiryDiffers })
    #expect(finding.isCorrected)
    #expect(!finding.isEventMissing)
  }
}
