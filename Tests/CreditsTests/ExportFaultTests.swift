import Credits
import Rating
import Testing

/// One event of a ledger without a finding is lacking in the export, or is in it twice: the recorded balances show it.
struct ExportFaultTests {
  struct Case: Sendable, CustomStringConvertible {
    /// The ledger; the export lacks the line with `lacking: ` and has that with `twice: ` in addition.
    let lines: String
    /// The finding that shows the fault, and the checks that follow from it.
    let check: CreditCheck
    let following: Set<CreditCheck>
    /// The event to export again, or the id of the one to leave out.
    let event: String
    var rated: [String: Int64?] = [:]
    var isLikely = false
    var description: String { "\(check.rawValue) \(event)" }

    /// The ledger of the source system.
    var right: String { text("lacking: ", without: "twice: ") }
    /// The ledger as exported.
    var exported: String { text("twice: ", without: "lacking: ") }

    private func text(_ mark: String, without other: String) -> String {
      lines.split(separator: "\n").filter { !$0.hasPrefix(other) }.map {
        $0.hasPrefix(mark) ? String($0.dropFirst(mark.count)) : String($0)
      }.joined(separator: "\n")
    }
  }

  @Test(arguments: lackingCases + doubledCases)
  func `one finding names the fault of the export, and the others follow from it`(
    _ fault: Case
  ) throws {
    #expect(AdvisedLedger(fault.right, rated: fault.rated).audit.findings.isEmpty)
    let ledger = AdvisedLedger(fault.exported, rated: fault.rated)
    let audit = ledger.audit
    let root = try #require(audit.findings.firstIndex { $0.check == fault.check })
    let found = try #require(audit.exportFaults.first)
    #expect(audit.exportFaults.count == 1)
    #expect(audit.findings[root].exportFault == 0 && !audit.findings[root].isCorrected)
    #expect(found.isLikely == fault.isLikely)
    let event =
      switch found.kind {
      case .lacking(let event): ledger.line(event)
      case .doubled(let index): ledger.name(audit.ledger.events[Int(index)].eventID)
      }
    let id = found.eventID == CreditNames.blank ? "" : ledger.name(found.eventID) + ": "
    #expect(id + event == fault.event)
    for (place, finding) in audit.findings.enumerated() {
      let advice = ledger.advice(finding)
      #expect(advice.owed == 0 && advice.owedMoney == 0 && advice.inSystem == 0)
      if place == root { continue }
      #expect(finding.consequenceOf == UInt32(root), "\(finding.check.rawValue)")
      #expect(advice.events.isEmpty && !finding.isCorrected)
    }
    #expect(Set(audit.findings.map(\.check)) == fault.following.union([fault.check]))
  }

  static let lackingCases = [
    // 90 - 6 + 5 = 89.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        lacking: 08-01T12:00 b deduct 6 req=q after=84
        08-03 b grant 5 source=bonus after=89
        """, check: .requestWithoutDeduction, following: [.recordedBalanceDiffers],
      event: "b deduct 6 req=q at 2026-08-01T12:00:00", rated: ["q": 6]),
    // Of August's 500 credits, 294 are left with it and 300 without: half rolls over, up to 100, and the rest expires.
    Case(
      lines: """
        08-01 b reset 500 plan=pro until=@09-01 id=m after=500
        08-01 b deduct 200 req=r after=300
        lacking: 08-01T12:00 b deduct 6 req=q after=294
        08-20 b grant 5 source=bonus after=299
        09-01 b rollover 100 after=299
        09-01 b reset 500 plan=pro until=@10-01 id=n after=799
        09-01 b expire 194 grant=m after=605
        """, check: .requestWithoutDeduction,
      following: [.recordedBalanceDiffers, .expiryDiffers],
      event: "b deduct 6 req=q at 2026-08-01T12:00:00", rated: ["q": 6, "r": 200]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-01T11:00 b reserve 9 res=h until=@08-02 after=90
        lacking: 08-01T12:00 b settle 6 res=h req=q after=84
        08-03 b grant 5 source=bonus after=89
        08-04 d adjust 1 reason=x
        """, check: .requestWithoutDeduction,
      following: [.recordedBalanceDiffers, .reservationStale],
      event: "b settle 6 res=h req=q at 2026-08-01T12:00:00", rated: ["q": 6]),
    // No balance differs, because the charge was reversed: the reverse names the settlement.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-01T11:00 b reserve 9 res=h until=@08-02 after=90
        lacking: 08-01T12:00 b settle 6 res=h req=q id=s after=84
        08-01T13:00 b reverse - of=s after=90
        08-03 b grant 5 source=bonus after=95
        08-04 d adjust 1 reason=x
        """, check: .requestWithoutDeduction, following: [.reverseUnknown, .reservationStale],
      event: "s: b settle 6 res=h req=q at 2026-08-01T12:00:00", rated: ["q": 6]),
    // 20 - 8 - 2 = 10.
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        lacking: 08-02 b transfer_out 8 tx=t to=c after=12
        08-02 c transfer_in 8 tx=t to=b after=8
        08-04 b deduct 2 req=q after=10
        """, check: .transferUnbalanced, following: [.recordedBalanceDiffers],
      event: "b transfer_out 8 tx=t to=c at 2026-08-02T00:00:00"),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b transfer_out 8 tx=t to=c after=12
        lacking: 08-02 c transfer_in 8 tx=t to=b after=8
        08-04 c grant 1 source=bonus after=9
        """, check: .transferUnbalanced, following: [.recordedBalanceDiffers],
      event: "c transfer_in 8 tx=t to=b at 2026-08-02T00:00:00"),
    // The record of October names September's allowance: 1,990 of it expired.
    Case(
      lines: """
        08-01 b reset 2000 plan=big until=@09-01 id=m after=2000
        lacking: 09-01 b reset 2000 plan=big until=@10-01 id=s after=4000
        09-01 b expire 2000 grant=m after=2000
        09-03 b deduct 10 req=r after=1990
        10-01 b reset 2000 plan=big until=@11-01 id=n after=3990
        10-01 b expire 1990 grant=s after=2000
        10-03 b deduct 1 req=v after=1999
        """, check: .resetMissing,
      following: [.recordedBalanceDiffers, .expiryDiffers, .balanceBelowZero],
      event: "s: b reset 2000 plan=big until=@2026-10-01T00:00:00 at 2026-09-01T00:00:00"),
    // A balance of the books shows it, too: 90 - 6.
    Case(
      lines: """
        08-01 b grant 90 source=bonus
        lacking: 08-01T12:00 b deduct 6 req=q
        08-03 b balance 84
        """, check: .requestWithoutDeduction, following: [.assertedBalanceDiffers],
      event: "b deduct 6 req=q at 2026-08-01T12:00:00", rated: ["q": 6]),
    // 5 credits of a grant that a record names.
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        lacking: 08-02 b grant 5 source=promotion id=g until=@08-10 after=25
        08-03 b grant 1 source=bonus after=26
        08-10 b expire 5 grant=g after=21
        """, check: .recordedBalanceDiffers, following: [.expiryDiffers],
      event: "g: b grant 5 at 2026-08-03T00:00:00"),
    // Only q cost 6 credits: 20 - 6 - 4 + 6 - 1 = 15, and all of them expire.
    Case(
      lines: """
        08-01 b grant 20 source=bonus until=@08-10 id=g after=20
        08-02 b deduct 6 req=q after=14
        08-03 b deduct 4 req=r after=10
        lacking: 08-04 b refund 6 req=q after=16
        08-05 b deduct 1 req=s after=15
        08-10 b expire 15 grant=g after=0
        08-11 b grant 3 source=bonus after=3
        """, check: .recordedBalanceDiffers, following: [.expiryDiffers],
      event: "b refund 6 req=q at 2026-08-05T00:00:00", isLikely: true),
  ]

  /// The second event states no balance, and those after it have the first one only.
  static let doubledCases = [
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-01T12:00 b deduct 6 req=q after=84
        twice: 08-01T12:00 b deduct 6 req=q id=z
        08-03 b grant 5 source=bonus id=x after=89
        """, check: .chargedTwice, following: [.recordedBalanceDiffers], event: "z",
      rated: ["q": 6]),
    // It states the balance of the first.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-01T12:00 b deduct 6 req=q after=84
        twice: 08-01T12:00 b deduct 6 req=q id=z after=84
        """, check: .chargedTwice, following: [.recordedBalanceDiffers], event: "z",
      rated: ["q": 6]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b reserve 9 res=h until=@08-09 after=90
        08-03 b settle 3 res=h req=q after=87
        twice: 08-03 b settle 3 res=h req=q id=z
        08-04 b grant 5 source=bonus after=92
        """, check: .settleTwice, following: [.recordedBalanceDiffers], event: "z"),
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        twice: 08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 id=z
        08-04 b grant 5 source=bonus after=105
        """, check: .duplicatePayment, following: [.recordedBalanceDiffers], event: "z"),
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        twice: 08-01 a reset 500 until=@09-01 id=z
        08-04 a grant 5 source=bonus after=505
        """, check: .resetRepeated, following: [.recordedBalanceDiffers], event: "z"),
    Case(
      lines: """
        08-01 b grant 5 source=bonus id=g until=@08-02 after=5
        08-01 b grant 20 source=bonus after=25
        08-02 b expire 5 grant=g after=20
        twice: 08-02 b expire 5 grant=g id=z
        08-04 b grant 5 source=bonus after=25
        """, check: .expiryDiffers, following: [.recordedBalanceDiffers], event: "z"),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b deduct 6 req=q after=14
        08-03 b refund 6 req=q after=20
        twice: 08-03 b refund 6 req=q id=z
        08-04 b grant 5 source=bonus after=25
        """, check: .refundAboveDeduction, following: [.recordedBalanceDiffers], event: "z"),
    // The payment of 5 USD went back once, with its 100 credits.
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        08-02 b payment_refund 100 pay=p paid=5 after=0
        twice: 08-02 b payment_refund 100 pay=p paid=5 id=z
        08-04 b grant 5 source=bonus after=5
        """, check: .clawbackDiffers,
      following: [.recordedBalanceDiffers, .paymentRefundAbovePayment, .balanceBelowZero],
      event: "z"),
    // Nothing but the balances tells that the bonus is there twice.
    Case(
      lines: """
        08-01 b grant 9 source=bonus after=9
        twice: 08-01 b grant 9 source=bonus id=z
        08-04 b grant 5 source=bonus after=14
        """, check: .recordedBalanceDiffers, following: [], event: "z"),
  ]

  /// The recorded balances contradict the event that would explain the first difference, or another one explains it too.
  @Test(arguments: [
    // The balance of 4 August has the bonus twice: 90 + 6 + 6 + 1 = 103.
    """
    08-01 b grant 90 source=bonus after=90
    08-02 b grant 6 source=bonus after=96
    08-03 b grant 6 source=bonus
    08-04 b grant 1 source=bonus after=103
    08-05 b grant 1 source=bonus after=98
    """,
    // 3 too many on the 3rd only: no refund of q.
    """
    08-01 b grant 9 source=bonus after=9
    08-02 b deduct 3 req=q after=6
    08-03 b deduct 1 req=r after=8
    08-04 b deduct 1 req=s after=4
    """,
    // Either of two requests may have been refunded.
    """
    08-01 b grant 9 source=bonus after=9
    08-02 b deduct 2 req=q after=7
    08-03 b deduct 2 req=r after=5
    08-04 b deduct 1 req=s after=6
    """,
    // c got 7 credits, not 8.
    """
    08-01 b grant 20 source=bonus after=20
    08-02 b transfer_out 8 tx=t to=c after=12
    08-04 c grant 1 source=bonus after=8
    """,
  ])
  func `an event is not lacking or doubled if a recorded balance contradicts it`(lines: String) {
    #expect(AdvisedLedger(lines).audit.exportFaults.isEmpty)
  }
}
