import Credits
import Ledger
import Testing

/// Corrections in the wrong place, or of two mistakes at once: the next advice may not make a balance worse.
struct MisplacedCorrectionTests {
  private static let package = "source=topup package=small paid=5 until=@08-31"

  /// One payment was credited twice, 100 credits each.
  ///
  /// The reverse took the first grant, which the replay needs, so it has 0 and the source system 100, which is right.
  /// By hand: without the second grant the source system has 0, and the adjust gives 100 to both.
  @Test func `a reverse of the first grant is made up for`() throws {
    let lines = """
      08-01 b grant 100 \(Self.package) pay=p after=100
      08-02 b grant 100 source=topup package=small paid=5 until=@09-01 pay=p after=200
      08-03 b reverse - of=e1 after=100
      """
    let before = AdvisedLedger(lines)
    let finding = try #require(before.audit.findings.first { $0.check == .duplicatePayment })
    let advice = before.advice(finding)
    #expect(
      before.records(finding) == [
        "b reverse - of=e2", "b adjust 100 reason=e1 until=@2026-08-31T00:00:00",
      ])
    #expect(advice.owed == 0)
    let after = AdvisedLedger(
      lines + "\n08-04 b reverse - of=e2 after=0\n08-04 b adjust 100 reason=e1 after=100")
    let row = try #require(after.audit.balances.first { after.name($0.account) == "b" })
    #expect(decimalText(row.closing, scale: 6) == "100")
    #expect(row.explained == 0)
    #expect(after.critical == before.critical)
    #expect(after.advice(on: .duplicatePayment)?.isDone == true)
  }

  /// Two packages of 100 credits came with 107 and 105: an adjust of -12 corrects both.
  @Test(arguments: [("-12", ["0", "0"]), ("-10", ["0", "-2"]), ("-13", ["0", "1"])])
  func `an adjust that names two events corrects both`(taken: String, owed: [String]) {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 107 \(Self.package)
      08-01 b grant 105 \(Self.package)
      08-02 b adjust \(taken) reason=e1,e2
      """)
    let found = ledger.audit.findings.filter { $0.check == .packageDiffers }
    #expect(found.map { decimalText(ledger.advice($0).owed, scale: 6) } == owed)
  }

  /// The refund took all 120 credits of the wrong package: nothing of the 20 too many is left.
  @Test func `a wrong package that was fully refunded needs no adjust`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 120 \(Self.package) pay=p after=120
      08-02 b payment_refund 120 pay=p paid=5 after=0
      """)
    let advice = try #require(ledger.advice(on: .packageDiffers))
    #expect(advice.isDone)
    #expect(decimalText(advice.doneCredits, scale: 6) == "-120")
  }

  /// Half of the payment went back with half of the credits: 10 of the 20 too many are left.
  @Test func `of a wrong package that was refunded by half the other half is left`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 120 \(Self.package) pay=p after=120
      08-02 b payment_refund 60 pay=p paid=2.5 after=60
      """)
    let advice = try #require(ledger.advice(on: .packageDiffers))
    #expect(decimalText(advice.owed, scale: 6) == "-10")
    #expect(advice.expired == 0)
  }

  /// The package costs 5 USD and was paid with 7; a payment refund returned money and took no credits.
  ///
  /// 3 USD are more than the 2 too many: they refund 3 of 7 parts of the purchase, and 4 of 7 parts of the 2 USD are left.
  @Test(arguments: [
    ("2", "0", true), ("0.5", "1500000000000000000", true), ("3", "1142857142857142857", false),
  ])
  func `a refund of what was paid too much takes no credits`(
    money: String, owed: String, isReturn: Bool
  ) throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 100 source=topup package=small paid=7 pay=p until=@08-31 after=100
      08-02 b payment_refund 0 pay=p paid=\(money) after=100
      """)
    let payment = try #require(ledger.advice(on: .packageDiffers))
    #expect(payment.owedMoney.description == owed)
    #expect(payment.returned.isEmpty != isReturn)
    let refund = try #require(ledger.advice(on: .clawbackDiffers))
    #expect((refund.overpaid != nil) == isReturn)
    #expect(refund.events.isEmpty == isReturn)
  }

  /// Of 200 credits left the plan lets 100 roll over: 600 with the next allowance.
  ///
  /// The record of another account shows
  /// that the system writes such records.
  ///
  /// - Parameter after: the balance that the source system states for the next reset.
  @Test(arguments: [("after=600", "kept"), ("after=500", "lost 100"), ("", "unknown")])
  func `a rollover without a record was kept only if a balance shows it`(
    after: String, expected: String
  ) throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500 until=@09-01
      08-05 a deduct 300 req=r
      08-15 b rollover 0
      09-01 a reset 500 until=@10-01 \(after)
      09-05 a deduct 1 req=s
      """)
    let text =
      switch try #require(ledger.advice(on: .rolloverMissing)?.rollover) {
      case .kept: "kept"
      case .lost(let finding): "lost \(decimalText(-finding.effect, scale: 6))"
      case .unknown: "unknown"
      }
    #expect(text == expected)
  }
}
