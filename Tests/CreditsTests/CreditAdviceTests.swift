import Credits
import Ledger
import Rating
import Testing

/// Faults of every kind that a record can put right: the record is booked on both sides, and nothing new is wrong.
///
/// The source system's balances are stated by hand, with its mistake, and with the record at the end.
struct CreditAdviceTests {
  struct Case: Sendable, CustomStringConvertible {
    /// The events; the fault is the first finding of the check.
    let lines: String
    let check: CreditCheck
    /// The record as a line of `LedgerText` without its time.
    let record: String
    /// The balance of both sides with the record.
    let balance: String
    /// Requests with their rated credits; nil of a status that is not charged.
    var rated: [String: Int64?] = [:]
    var books = SampleBooks()
    /// The audit with the record no longer has the finding.
    var disappears = false
    /// The instant of the record.
    var at = "08-05"
    var description: String { check.rawValue }
  }

  static let cases = [
    // Counted once by the replay, booked twice: 100, not 200.
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        08-02 b grant 100 source=topup package=small paid=5 pay=p until=@09-01 after=200
        """, check: .duplicatePayment, record: "b reverse - of=e2", balance: "100"),
    Case(
      lines: """
        08-01 b grant 9 source=bonus key=k after=9
        08-02 b grant 9 source=bonus key=k after=18
        """, check: .duplicateIdempotencyKey, record: "b reverse - of=e2", balance: "9"),
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a reset 500 until=@09-02 after=1000
        """, check: .resetRepeated, record: "a reverse - of=e2", balance: "500"),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b reserve 9 res=h until=@08-09 after=90
        08-03 b settle 3 res=h req=q after=87
        08-04 b settle 3 res=h req=q after=84
        """, check: .settleTwice, record: "b reverse - of=e4", balance: "87"),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b refund 7 req=q after=97
        """, check: .refundWithoutDeduction, record: "b reverse - of=e2", balance: "90"),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b reverse - of=nothing after=92
        """, check: .reverseUnknown, record: "b reverse - of=e2", balance: "90"),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        08-03 b reverse - of=e2 after=90
        08-04 b reverse - of=e2 after=96
        """, check: .reverseTwice, record: "b reverse - of=e4", balance: "90"),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b payment_refund 5 pay=unheard paid=1 after=85
        """, check: .paymentRefundUnknown, record: "b reverse - of=e2", balance: "90"),
    // Booked alike on both sides: 43 of 500, 88 of 50.
    Case(
      lines: "08-01 a reset 43 until=@09-01 after=43", check: .allowanceDiffers,
      record: "a adjust 457 reason=e1 until=@2026-09-01T00:00:00", balance: "500"),
    Case(
      lines: "08-01 b redeem 88 coupon=PLUS after=88", check: .couponValueDiffers,
      record: "b adjust -38 reason=e1", balance: "50"),
    // A half is left of the allowance: (2,000 − 500) ÷ 2 = 750.
    Case(
      lines: """
        08-01 a reset 500 until=@08-31 after=500
        08-16 a plan_change 756 plan=big after=1256
        """, check: .prorationDiffers, record: "a adjust -6 reason=e2", balance: "1250",
      at: "08-17"),
    Case(
      lines: "08-01 b grant 97 source=topup package=small paid=5 until=@08-31 after=97",
      check: .packageDiffers,
      record: "b adjust 3 reason=e1 until=@2026-08-31T00:00:00",
      balance: "100"),
    // 2.5 of 5 USD: 50 of 100 credits, and 43 were taken.
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        08-02 b payment_refund 43 pay=p paid=2.5 after=57
        """, check: .clawbackDiffers, record: "b adjust -7 reason=e2", balance: "50"),
    // The reverse and the adjust each gave back what the second refund took.
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        08-02 b payment_refund 100 pay=p paid=5 after=0
        08-03 b payment_refund 100 pay=p paid=5 after=-100
        08-03 b adjust 100 reason=e3 after=0
        08-04 b reverse - of=e3 after=100
        """, check: .clawbackDiffers, record: "b adjust -100 reason=e3", balance: "0"),
    // The reverse gives 100 back, and the adjust of 1 is undone.
    Case(
      lines: """
        08-01 b grant 100 source=topup package=small paid=5 pay=p until=@08-31 after=100
        08-02 b payment_refund 100 pay=p paid=6 after=0
        08-03 b adjust 1 reason=e2 after=1
        """, check: .paymentRefundAbovePayment, record: "b reverse - of=e2\nb reverse - of=e3",
      balance: "100"),
    Case(
      lines: """
        08-01 b grant 90 source=bonus until=@08-09 grant=g after=90
        08-08 b expire 90 grant=g after=0
        """, check: .expiredEarly,
      record: "b adjust 90 reason=e2 until=@2026-08-09T00:00:00", balance: "90",
      at: "08-08T12:00"),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b transfer_out 8 tx=t to=c after=12
        08-04 d adjust 1 reason=x
        """, check: .transferUnbalanced, record: "c transfer_in 8 tx=t to=b", balance: "8"),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b transfer_out 8 tx=t to=c after=12
        08-02 c transfer_in 9 tx=t to=b after=9
        """, check: .transferUnbalanced, record: "c adjust -1 reason=e2", balance: "8"),
    // Requests.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        08-03 b deduct 6 req=q after=78
        """, check: .chargedTwice, record: "b refund 6 req=q", balance: "84", rated: ["q": 6]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        """, check: .failedRequestCharged, record: "b refund 6 req=q", balance: "90",
      rated: ["q": nil]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 9 req=q after=81
        """, check: .deductionDiffers, record: "b refund 3 req=q", balance: "84", rated: ["q": 6]),
    // Not a deduct, which would be a second charge of the request.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        """, check: .deductionDiffers, record: "b adjust -3 req=q", balance: "81", rated: ["q": 9]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-04 d adjust 1 reason=x
        """, check: .requestWithoutDeduction,
      record: "b deduct 9 req=q", balance: "81", rated: ["q": 9]),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b deduct 6 req=q after=84
        """, check: .deductionWithoutRequest, record: "b refund 6 req=q", balance: "90",
      rated: ["other": 0]),
    // Credits that the source system still has after they expired.
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-01 b grant 5 source=bonus until=@08-05 grant=g after=25
        08-09 c grant 5 source=bonus until=@08-11 grant=h after=5
        08-11 c expire 5 grant=h after=0
        08-12 b adjust 1 reason=x after=26
        """, check: .expiryMissing, record: "b expire 5 grant=g", balance: "21",
      at: "08-13"),
    // In its own month, the reset itself; 100 of July's 500 rolled over.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        09-15 a adjust 1 reason=x after=101
        """, check: .resetMissing, record: "a reset 500 plan=pro until=@2026-10-01T00:00:00",
      balance: "601", disappears: true, at: "09-16"),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b reserve 9 res=h until=@08-03 after=90
        08-04T12:00 d adjust 1 reason=x
        """, check: .reservationStale, record: "b release - res=h", balance: "90",
      disappears: true),
    Case(
      lines: """
        08-01 b grant 90 source=bonus id=g after=90
        08-02 b deduct 6 req=q after=84
        08-03 b grant 10 source=bonus after=94
        08-04 b reverse - of=g after=10
        """, check: .reverseAfterUse, record: "b adjust -6 reason=e4", balance: "4"),
    Case(
      lines: "08-01 b redeem 7 coupon=UNHEARD after=7", check: .couponUnknown,
      record: "b reverse - of=e1", balance: "0"),
  ]

  @Test(arguments: cases + limitedCases + allowanceCases + exportCases)
  func `the advised record makes both sides agree and adds no critical finding`(
    _ fault: Case
  ) throws {
    let before = AdvisedLedger(fault.lines, rated: fault.rated, books: fault.books)
    let finding = try #require(before.audit.findings.first { $0.check == fault.check })
    let records = fault.record.split(separator: "\n").map(String.init)
    #expect(before.records(finding) == records)
    let last = try #require(records.last)
    let lines = records.map { record -> String in
      // A record with an instant of its own states no balance: the later ones are as they were.
      if let place = record.firstRange(of: " at ") {
        return "\(record[place.upperBound...]) \(record[..<place.lowerBound]) id=fix"
      }
      let needsReason = record.contains("adjust") && !record.contains("reason=")
      return "\(fault.at) \(record)" + (needsReason ? " reason=fix" : "")
        + (record == last ? " id=fix after=\(fault.balance)" : "")
    }
    let after = AdvisedLedger(
      "\(fault.lines)\n\(lines.joined(separator: "\n"))", rated: fault.rated, books: fault.books)
    let row = try #require(
      after.audit.balances.first { after.name($0.account) == last.prefix { $0 != " " } })
    #expect(decimalText(row.recorded, scale: 18) == fault.balance)
    #expect(decimalText(row.explained, scale: 6) == "0")
    #expect(decimalText(row.closing, scale: 6) == fault.balance)
    #expect(after.critical.subtracting(before.critical).isEmpty)
    let rest = after.audit.findings.filter {
      $0.check == fault.check && after.name($0.eventID) == before.name(finding.eventID)
        && $0.at == finding.at
    }
    #expect(rest.isEmpty || !fault.disappears)
    #expect(rest.flatMap { after.records($0) } == [])
    // Money that no event states stays open, as do credits that the account does not have.
    #expect(
      rest.allSatisfy {
        $0.isCorrected || after.advice($0).owedMoney != 0 || after.advice($0).lacking != 0
      })
  }
}
