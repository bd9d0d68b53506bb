import Ledger
import Testing

@testable import Credits

/// Corrections beside payment refunds, repeated events and pauses of the comparison: nothing is taken or given twice.
struct RefundedGrantTests {
  private static let package = "source=topup package=small"

  private static func text(_ credits: Int128?) -> String? {
    credits.map { decimalText($0, scale: 6) }
  }

  /// Three grants of 100 credits for one payment, of which the first was reversed.
  ///
  /// By hand: the source system has 200 and the replay 0, and 100 are right: both reverses and one adjust.
  @Test func `one reverse of the first grant is made up for once`() {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 100 \(Self.package) paid=5 pay=p until=@09-01 after=100
      08-02 b grant 100 \(Self.package) paid=5 pay=p until=@09-01 after=200
      08-03 b grant 100 \(Self.package) paid=5 pay=p until=@09-01 after=300
      08-04 b reverse - of=e1 after=200
      """)
    let found = ledger.audit.findings.filter { $0.check == .duplicatePayment }
    #expect(
      found.map(ledger.records) == [
        ["b reverse - of=e2", "b adjust 100 reason=e1 until=@2026-09-01T00:00:00"],
        ["b reverse - of=e3"],
      ])
  }

  /// By hand, 100 credits are right.
  ///
  /// Given back once, the source system has 200; taken twice, it has 0.
  @Test(arguments: [
    ("100 reason=e1 after=200", ["b reverse - of=e2"], "-100"),
    (
      "-100 reason=e2 after=0",
      [
        "b reverse - of=e4", "b reverse - of=e2",
        "b adjust 100 reason=e1 until=@2026-09-01T00:00:00",
      ], "100"
    ),
  ])
  func `an adjust beside the reverse of the first grant counts`(
    adjust: String, records: [String], owed: String
  ) throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 100 \(Self.package) paid=5 pay=p until=@09-01 after=100
      08-02 b grant 100 \(Self.package) paid=5 pay=p until=@09-01 after=200
      08-03 b reverse - of=e1 after=100
      08-04 b adjust \(adjust)
      """)
    let finding = try #require(ledger.audit.findings.first { $0.check == .duplicatePayment })
    #expect(ledger.records(finding) == records)
    #expect(Self.text(ledger.advice(finding).owed) == owed)
  }

  /// The package has 100 credits for 5 USD.
  ///
  /// What the two findings need together is what makes the balance right.
  ///
  /// - Parameters:
  ///   - package: the credits owed for the wrong package.
  ///   - refund: those owed for the wrong refund; nil if the refund is right.
  @Test(
    arguments: [
      // Half of 200 credits for 10 USD went back: the right package is left.
      ("grant 200", "10", "08-03 b payment_refund 100 pay=p paid=5", "0", nil),
      // All money went back, and 20 of the credits did not.
      ("grant 120", "5", "08-03 b payment_refund 100 pay=p paid=5", "0", "-20"),
      // An adjust took these 20 before.
      (
        "grant 120", "5", "08-02 b adjust -20 reason=e1\n08-03 b payment_refund 100 pay=p paid=5",
        "0", "0"
      ),
      // An adjust took 20 of 120, and the refund all 120: 20 below 0.
      (
        "grant 120", "5", "08-02 b adjust -20 reason=e1\n08-03 b payment_refund 120 pay=p paid=5",
        "20", nil
      ),
    ] as [(String, String, String, String, String?)])
  func `a wrong package and its refund are corrected once`(
    grant: String, paid: String, lines: String, package: String, refund: String?
  ) throws {
    let ledger = AdvisedLedger("08-01 b \(grant) \(Self.package) pay=p paid=\(paid)\n\(lines)")
    let advice = try #require(ledger.advice(on: .packageDiffers))
    #expect(Self.text(advice.owed) == package)
    #expect(advice.expired == 0)
    #expect(advice.owedMoney == 0)
    #expect(Self.text(ledger.advice(on: .clawbackDiffers)?.owed) == refund)
  }

  /// The package costs 5 USD and was paid with 7, all of which went back: no money is owed, but the credits are.
  @Test func `of a payment that was refunded whole no money is owed`() throws {
    let ledger = AdvisedLedger(
      """
      08-01 b grant 100 \(Self.package) paid=7 pay=p until=@08-31
      08-02 b payment_refund 0 pay=p paid=7
      """)
    let payment = try #require(ledger.advice(on: .packageDiffers))
    #expect(payment.owedMoney == 0)
    #expect(payment.repaid.count == 1)
    #expect(Self.text(ledger.advice(on: .clawbackDiffers)?.owed) == "-100")
  }

  /// The figures at the limits need more than 128 bits on the way: half of 10⁹ USD is left of 10¹² credits too many.
  @Test func `the part of a large payment that is left is exact`() {
    let part = CreditAdviser.RefundedPart(
      events: [0], paid: 1_000_000_000_000_000_000_000_000_000,
      left: 500_000_000_000_000_000_000_000_000)
    #expect(part.left(of: -1_000_000_000_000_000_000) == -500_000_000_000_000_000)
  }

  /// Half of what is left rolls over.
  ///
  /// By hand, 99 of 198 and 100 of 200, of which a deduct takes 10 before the reset.
  @Test(arguments: [
    ("09-01 a deduct 2 req=t after=198\n09-01 a reset 500 after=500", "lost 99"),
    ("09-01 a deduct 2 req=t after=198\n09-01 a reset 500 after=599", "kept"),
    ("09-01T02:00 a deduct 10 req=t after=0\n09-01T05:00 a reset 500 after=500", "lost 90"),
    ("09-01T02:00 a deduct 10 req=t after=0\n09-01T05:00 a reset 500 after=590", "kept"),
    ("09-01T02:00 a deduct 10 req=t after=0\n09-01T05:00 a reset 500", "unknown"),
    // The replay's 90 in a pause show that the system kept them.
    ("09-01T02:00 a deduct 10 req=t after=90\n09-01T05:00 a reset 500", "kept"),
  ])
  func `only a compared balance after the rollover shows whether it was kept`(
    lines: String, expected: String
  ) throws {
    let ledger = AdvisedLedger(
      """
      08-01 a reset 500\(lines.contains("T") ? " until=@09-01" : "")
      08-05 a deduct 300 req=r
      08-15 b rollover 0
      \(lines)
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
