import Credits
import Ledger
import Rating
import Testing

/// Faults that no record can put right now, or that need none: their credits have expired or been used.
struct NothingToRecordTests {
  struct Case: Sendable, CustomStringConvertible {
    let lines: String
    let check: CreditCheck
    /// The credits that have expired, are lost and are lacking.
    let amounts: String
    let owed: String
    var rated: [String: Int64?] = [:]
    var books = SampleBooks()
    /// The event that makes up for what nobody owes any more, with the permissions of `ann`.
    var makingUp: String?
    var description: String { "\(check.rawValue) \(amounts)" }
  }

  static let cases = [
    // 2,100 instead of 2,000; 1,600 of them expired: without the mistake, 1,500 would have.
    Case(
      lines: """
        08-01 b reset 2100 plan=big until=@09-01 after=2100
        08-02 b deduct 500 req=q after=1600
        09-05 b grant 9 source=bonus after=9
        """, check: .allowanceDiffers, amounts: "-100 0 0", owed: "0"),
    // 43 instead of 2,000: the other 1,957 would have expired.
    Case(
      lines: """
        08-01 b reset 43 plan=big until=@09-01 after=43
        09-05 b grant 9 source=bonus after=9
        """, check: .allowanceDiffers, amounts: "1957 0 0", owed: "0",
      makingUp: "b adjust 1957 reason=e1 actor=ann"),
    // Removed on 8 August, and due to expire on the 9th.
    Case(
      lines: """
        08-01 b grant 90 source=bonus until=@08-09 grant=g after=90
        08-08 b expire 90 grant=g after=0
        08-10 b grant 9 source=bonus after=9
        """, check: .expiredEarly, amounts: "90 0 0", owed: "0",
      makingUp: "b adjust 90 reason=e2 actor=ann"),
    // The account has used all 600 credits.
    Case(
      lines: """
        08-01 a reset 600 until=@09-01 after=600
        08-02 a deduct 600 req=q after=0
        """, check: .allowanceDiffers, amounts: "0 0 100", owed: "-100"),
    // A deduct of 9 credits would leave the account 4 below zero.
    Case(
      lines: """
        08-01 b grant 5 source=bonus after=5
        08-04 d adjust 1 reason=x
        """, check: .requestWithoutDeduction, amounts: "0 0 4", owed: "-9", rated: ["q": 9]),
    // The second charge took credits that have expired, and a refund of them is lost.
    Case(
      lines: """
        08-01 b grant 12 source=bonus until=@08-05 after=12
        08-02 b deduct 6 req=q after=6
        08-03 b deduct 6 req=q after=0
        08-06 b grant 1 source=bonus after=1
        """, check: .chargedTwice, amounts: "0 6 0", owed: "0", rated: ["q": 6],
      books: CreditAdviceTests.lostBooks),
    // The credits that c received are not on b, which did not send them.
    Case(
      lines: """
        08-01 b grant 5 source=bonus after=5
        08-02 c transfer_in 8 tx=t to=b after=8
        08-04 d adjust 1 reason=x
        """, check: .transferUnbalanced, amounts: "0 0 3", owed: "-8"),
    // The coupon's credits have been used.
    Case(
      lines: """
        08-01 b redeem 7 coupon=UNHEARD after=7
        08-02 b deduct 7 req=q after=0
        """, check: .couponUnknown, amounts: "0 0 0", owed: "0"),
    // The allowance of September, for which nobody paid either.
    Case(
      lines: """
        08-01 b reset 2000 plan=big until=@09-01 after=2000
        10-01 b reset 2000 plan=big until=@11-01 after=2000
        10-02 b deduct 1 req=r after=1999
        """, check: .resetMissing, amounts: "2000 0 0", owed: "0",
      makingUp: "b grant 2000 source=monthly"),
    // The id was reserved again: a release would end the later hold.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-02 b reserve 9 res=h until=@08-03 after=90
        08-04T12:00 b reserve 5 res=h until=@08-20 after=90
        """, check: .reservationStale, amounts: "0 0 0", owed: "0"),
  ]

  @Test(arguments: cases)
  func `credits that have expired or been used are not recorded again`(_ fault: Case) throws {
    let ledger = AdvisedLedger(fault.lines, rated: fault.rated, books: fault.books)
    let finding = try #require(ledger.audit.findings.first { $0.check == fault.check })
    let advice = ledger.advice(finding)
    #expect(ledger.records(finding) == [])
    #expect(
      [advice.expired, advice.lost, advice.lacking].map { decimalText($0, scale: 6) }
        .joined(separator: " ") == fault.amounts)
    #expect(decimalText(advice.owed, scale: 6) == fault.owed)
    #expect(advice.owedMoney == 0)
    var books = fault.books
    books.permissions = PermissionTests.annAdjusts
    let permitted = AdvisedLedger(fault.lines, rated: fault.rated, books: books)
    let same = try #require(permitted.audit.findings.first { $0.check == fault.check })
    #expect(permitted.makingUp(same) == fault.makingUp)
  }

  /// A half is left of the month: (50 − 20) ÷ 2 USD, and 750 credits.
  @Test func `money that no event states is owed unless it was paid`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500 until=@08-31 after=500
      08-16 a plan_change 756 plan=big after=1256
      """)
    let advice = try #require(ledger.advice(on: .prorationDiffers))
    #expect(decimalText(advice.owedMoney, scale: 18) == "-15")
    #expect(advice.isMoneyUnstated)
  }

  /// The month's fee is 20 USD.
  @Test func `a missing reset has its fee`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500 until=@09-01 after=500
      09-15 a adjust 1 reason=x after=101
      """)
    let advice = try #require(ledger.advice(on: .resetMissing))
    #expect(decimalText(advice.owedMoney, scale: 18) == "-20")
  }

  /// The plan in force is pro: 500 credits for 20 USD, not 2,000 for 50.
  @Test func `a reset of another plan has the difference in credits and money`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500 until=@09-01 after=500
      08-02 a deduct 500 req=q after=0
      09-01 a reset 2000 plan=big until=@10-01 after=2000
      """)
    let advice = try #require(ledger.advice(on: .planDiffers))
    #expect(
      advice.otherwise.map(ledger.line) == [
        "a adjust -1500 reason=e3", "a plan_change - plan=pro effective=@2026-10-01T00:00:00",
      ])
    #expect(decimalText(advice.otherwiseMoney, scale: 18) == "30")
  }

  /// A fault of an event, with the lines before it.
  struct WrongEvent: Sendable {
    let base: String
    let wrong: String
    /// The event as it should have been; empty if it should not be there.
    var right = ""
    let check: CreditCheck
    let inSystem: String
  }

  /// The right event is exported again with its balances.
  @Test(arguments: [
    // A record of a grant that the ledger lacks: to be removed, with the 5 credits that the system took.
    WrongEvent(
      base: "08-01 b grant 20 source=bonus after=20",
      wrong: "08-02 b expire 5 grant=none after=15", check: .expiryDiffers, inSystem: "5"),
    // A second record of 5 credits: to be removed.
    WrongEvent(
      base: """
        08-01 b grant 5 source=bonus grant=g until=@08-02 after=5
        08-01 b grant 20 source=bonus after=25
        08-02 b expire 5 grant=g after=20
        """, wrong: "08-03 b expire 5 grant=g after=15", check: .expiryDiffers, inSystem: "5"),
    // 5 credits expired, not 7: to be corrected.
    WrongEvent(
      base: """
        08-01 b grant 5 source=bonus grant=g until=@08-02 after=5
        08-01 b grant 20 source=bonus after=25
        """, wrong: "08-02 b expire 7 grant=g after=18", right: "08-02 b expire 5 grant=g after=20",
      check: .expiryDiffers, inSystem: "2"),
    // The request consumed 2 credits, not 3.
    WrongEvent(
      base: """
        08-01 b grant 5 source=bonus after=5
        08-02 b deduct 2 req=q after=3
        """, wrong: "08-03 b refund 3 req=q after=6", right: "08-03 b refund 2 req=q after=5",
      check: .refundAboveDeduction, inSystem: "-1"),
  ])
  func `the event is corrected at its source`(_ fault: WrongEvent) throws {
    let ledger = AdvisedLedger("\(fault.base)\n\(fault.wrong)")
    let advice = try #require(ledger.advice(on: fault.check))
    #expect(decimalText(advice.inSystem, scale: 6) == fault.inSystem)
    #expect(advice.events.isEmpty)
    #expect(AdvisedLedger("\(fault.base)\n\(fault.right)").critical.isEmpty)
  }
}
