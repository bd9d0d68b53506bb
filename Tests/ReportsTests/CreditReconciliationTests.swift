import Credits
import Ledger
import Overview
import Support
import Testing

@testable import Reports

/// Three counts of the credits of a month; figures by hand.
struct CreditReconciliationTests {
  /// Charges of 10 + 20 of pro and 5 of free; a request of pro has no price.
  private static let rows = [
    FactRow(credits: "10", recordedCredits: ("10", .matched)),
    FactRow(credits: "20", recordedCredits: ("25", .mismatch)),
    FactRow(cost: nil, recordedCredits: ("7", .unpriced)),
    FactRow(tier: "free", isFree: true, credits: "5"),
  ]

  /// The requests 1 to 3 are the first rows; 4 began in July, 5 has no usable row, 0 is none.
  ///
  /// 10 were deducted for the first, of which 4 came back, 25 for the second and 7 for the third: 53 with 3, 6 and 2.
  ///
  /// - Parameter last: the day of August of the request that no event names.
  private func input(last: Int64 = 1) throws -> ReportInput {
    var totals = CreditExample.totals
    (totals.consumed, totals.refunded) = (53_000_000, 4_000_000)
    func request(_ number: UInt32, _ rated: Int64, day: Int64 = 0, isPriced: Bool = true)
      -> NamedRequest
    {
      NamedRequest(
        request: number, account: 1,
        startedAt: Instant(nanoseconds: CreditExample.august + day * 86_400_000_000_000),
        rated: Credits(microcredits: rated * 1_000_000), isCharged: true, isPriced: isPriced,
        file: 0, line: 2)
    }
    let taken: [(UInt32, Int64)] = [(1, 10), (1, -4), (2, 25), (3, 7), (4, 3), (5, 6), (0, 2)]
    return try Inputs.of(
      // Charges of 0 set the last day of the usage.
      Self.rows
        + (last == 1
          ? [] : [FactRow(day: "2026-08-\(last)", credits: "0", recordedCredits: ("0", .matched))]),
      credits: CreditExample.audit(
        [], totals: totals,
        consumed: taken.map {
          ConsumedCredits(
            event: 0, owner: 1, user: 1, request: $0.0, month: 2026 * 12 + 7,
            credits: $0.1 * 1_000_000)
        }),
      creditRequests: RequestCharges(
        named: [
          request(1, 10), request(2, 20), request(3, 0, isPriced: false), request(4, 3, day: -1),
        ],
        unnamed: [
          UnnamedRequest(
            request: "r", account: "acme",
            startedAt: Instant(
              nanoseconds: CreditExample.august + (last - 1) * 86_400_000_000_000),
            rated: Credits(microcredits: 5_000_000), file: 0, line: 5)
        ], files: [], dimensions: [Self.rows[0].dimensions], users: [Self.rows[0].userKey]))
  }

  /// The deductions end on 1 August: what the ledger takes for a request of the 20th is not exported yet.
  @Test(arguments: [
    (Int64(1), "5 in 1 request without a deduction"),
    (20, "5 in 1 request after the last credit event"),
  ])
  func `each difference from the charges is the sum of its causes`(
    last: Int64, missing: String
  ) throws {
    let used = try #require(CreditReconciliation(input(last: last)))
    #expect(used.paid == 30_000_000 && used.free == 5_000_000)
    let equations = used.equations.map { $0.replacing("\u{A0}", with: " ") }
    #expect(
      equations == [
        "Charges 35 = 30 of paid tiers, the usage revenue + 5 of free tiers",
        "Recorded in the usage export 42 = charges 35 + 5 in 1 request with different credits "
          + "+ 7 in 1 request without a price - 5 in 1 request without recorded credits",
        "Consumed in credits/ 53 = charges 35 + 5 in 1 request with different credits "
          + "+ 7 in 1 request without a price - \(missing) "
          + "+ 6 in 1 request without a usable row + 3 in 1 request of other days "
          + "+ 2 in events without a request",
      ])
    for count in [used.recorded, used.consumed] {
      let parts = try #require(count).parts.reduce(0) { $0 + $1.credits }
      #expect(count?.sum == used.charges + parts)
    }
  }

  @Test func `without events or prices there are no three counts`() throws {
    #expect(CreditReconciliation(try Inputs.of(Self.rows)) == nil)
    #expect(
      CreditReconciliation(try Inputs.of([Self.rows[2]], credits: CreditExample.audit([]))) == nil)
  }
}
