import Credits
import Ledger
import Rating
import Testing

/// Faults that somebody has already corrected by an adjust which names the event in its reason.
///
/// The source system booked the adjust, so its balances are right; a second correction would make them wrong.
struct EarlierAdjustmentTests {
  struct Case: Sendable, CustomStringConvertible {
    let lines: String
    let check: CreditCheck
    /// The credits that the adjusts gave.
    let done: String
    var owed = "0"
    /// The records that are still needed.
    var records: [String] = []
    var rated: [String: Int64?] = [:]
    var description: String { "\(check.rawValue) \(done)" }
  }

  static let cases = [
    // The second charge of 6 credits was given back: by hand 84 on both sides.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        08-03 b deduct 6 req=q after=78
        08-04 b adjust 6 reason=e3 after=84
        """, check: .chargedTwice, done: "6", rated: ["q": 6]),
    // With the id of the request, whatever its reason says.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        08-03 b deduct 6 req=q after=78
        08-04 b adjust 6 req=q reason=sorry after=84
        """, check: .chargedTwice, done: "6", rated: ["q": 6]),
    // 2 of 6 credits are still owed.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        08-04 b adjust 4 reason=e2 after=88
        """, check: .failedRequestCharged, done: "4", owed: "2", records: ["b refund 2 req=q"],
      rated: ["q": nil]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 9 req=q after=81
        08-04 b adjust 3 reason=e2 after=84
        """, check: .deductionDiffers, done: "3", rated: ["q": 6]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        08-04 b adjust -3 reason=e2 after=81
        """, check: .deductionDiffers, done: "-3", rated: ["q": 9]),
    // An adjust that was reversed corrects nothing.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 9 req=q after=81
        08-03 b adjust 3 reason=e2 id=x after=84
        08-04 b reverse - of=x after=81
        """, check: .deductionDiffers, done: "0", owed: "3", records: ["b refund 3 req=q"],
      rated: ["q": 6]),
    // The coupon's credits were taken back.
    Case(
      lines: """
        08-01 b redeem 7 coupon=UNHEARD after=7
        08-02 b adjust -7 reason=e1 after=0
        """, check: .couponUnknown, done: "-7"),
    // The receiver got the 8 credits by hand.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b transfer_out 8 tx=t to=c after=82
        08-03 c adjust 8 reason=e2 after=8
        """, check: .transferUnbalanced, done: "8"),
    // 5 of the 8 credits.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b transfer_out 8 tx=t to=c after=82
        08-03 c adjust 5 reason=e2 after=5
        """, check: .transferUnbalanced, done: "5", owed: "3", records: ["c adjust 3 reason=e2"]),
    // The sender got them back.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b transfer_out 8 tx=t to=c after=82
        08-03 b adjust 8 reason=e2 after=90
        """, check: .transferUnbalanced, done: "8"),
    // The allowance of September came as an adjust within the month.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        09-02 a adjust 500 reason=late after=600
        09-15 a adjust 1 reason=x after=601
        """, check: .resetMissing, done: "500"),
    // In October 100 of September's allowance were left, which have expired since.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a deduct 500 req=q after=0
        10-01 a reset 500 until=@11-01 after=500
        10-02 a grant 100 source=monthly until=@11-01 after=600
        11-01 a reset 500 until=@12-01 after=600
        11-03 a deduct 1 req=r after=599
        """, check: .resetMissing, done: "100"),
  ]

  @Test(arguments: cases)
  func `what an adjust corrected is not corrected again`(_ fault: Case) throws {
    let ledger = AdvisedLedger(fault.lines, rated: fault.rated)
    let finding = try #require(ledger.audit.findings.first { $0.check == fault.check })
    let advice = ledger.advice(finding)
    #expect(decimalText(advice.doneCredits, scale: 6) == fault.done)
    #expect(decimalText(advice.owed, scale: 6) == fault.owed)
    #expect(ledger.records(finding) == fault.records)
  }

  /// The source system booked mistake and adjust, the replay only the adjust.
  struct Unbooked: Sendable, CustomStringConvertible {
    let lines: String
    let check: CreditCheck
    /// The records, with the balance of the source system after each.
    let records: [(line: String, after: String)]
    var description: String { check.rawValue }
  }

  static let unbooked = [
    // Booked twice by the source system, and taken back by hand: 100 are right.
    Unbooked(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        08-02 b grant 100 source=topup package=small paid=5 pay=p until=@09-01 after=200
        08-03 b adjust -100 reason=e2 id=x after=100
        """, check: .duplicatePayment,
      records: [("b reverse - of=x", "200"), ("b reverse - of=e2", "100")]),
    Unbooked(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b reserve 9 res=h until=@08-09 after=90
        08-03 b settle 3 res=h req=q after=87
        08-04 b settle 3 res=h req=q after=84
        08-04 b adjust 3 reason=e4 id=x after=87
        """, check: .settleTwice,
      records: [("b reverse - of=x", "84"), ("b reverse - of=e4", "87")]),
    // The replay let the 5 credits expire, and took 5 more with the adjust.
    Unbooked(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-01 b grant 5 source=bonus until=@08-05 grant=g after=25
        08-09 c grant 5 source=bonus until=@08-11 grant=h after=5
        08-11 c expire 5 grant=h after=0
        08-12 b adjust -5 reason=e2 id=x after=20
        """, check: .expiryMissing,
      records: [("b reverse - of=x", "25"), ("b expire 5 grant=g", "20")]),
  ]

  @Test(arguments: unbooked)
  func `an adjust of what the replay never booked is replaced by the right record`(
    _ fault: Unbooked
  ) throws {
    let before = AdvisedLedger(fault.lines)
    let finding = try #require(before.audit.findings.first { $0.check == fault.check })
    #expect(before.records(finding) == fault.records.map(\.line))
    #expect(before.advice(finding).owed == 0)
    let lines = fault.records.map { "08-13 \($0.line) after=\($0.after)" }
    let after = AdvisedLedger("\(fault.lines)\n\(lines.joined(separator: "\n"))")
    let row = try #require(after.audit.balances.first { after.name($0.account) == "b" })
    #expect(decimalText(row.closing, scale: 6) == fault.records.last?.after)
    #expect(row.recorded == Int128(row.closing) * 1_000_000_000_000)
    #expect(row.explained == 0)
    #expect(after.critical.subtracting(before.critical).isEmpty)
  }

  /// The second allowance of 500 credits, which the replay never booked, is gone with its month: nobody owes it.
  @Test(arguments: [
    (
      """
      08-01 a reset 500 until=@09-01 after=500
      08-02 a reset 500 until=@09-02 after=1000
      09-01 a reset 500 until=@10-01 after=600
      """, CreditCheck.resetRepeated
    ),
    (
      """
      08-01 b grant 90 source=bonus after=90
      08-02 b reserve 9 res=h until=@08-09 after=90
      08-03 b settle 3 res=h req=q after=87
      08-04 b settle 3 res=h req=q after=84
      08-05 b deduct 7 req=r after=80
      """, .settleTwice
    ),
  ])
  func `a difference that has ended needs no record`(lines: String, check: CreditCheck) throws {
    let ledger = AdvisedLedger(lines)
    let first = try #require(ledger.audit.findings.first { $0.check == check })
    let last = try #require(ledger.audit.findings.first { $0.check == .recordedBalanceDiffers })
    #expect(ledger.advice(first).end == last)
    #expect(ledger.advice(last).start == first)
    for finding in [first, last] {
      #expect(ledger.records(finding) == [])
      #expect(ledger.advice(finding).owed == 0)
      #expect(ledger.advice(finding).inSystem == 0)
    }
  }
}
