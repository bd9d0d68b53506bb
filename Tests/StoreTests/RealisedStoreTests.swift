import Credits
import Cube
import Ledger
import Reports
import Support
import Testing

@testable import Store

/// Realised revenue in the database.
struct RealisedStoreTests {
  private static func dimensions(_ model: Name) -> FactDimensions {
    FactDimensions(
      tier: "pro", provider: "p", model: model, service: "chat", serviceTier: "standard",
      status: .completed, isBYOK: false,
      terms: Terms(isFree: false, creditValue: .default, targetMargin: nil, basis: []))
  }

  private static let users = [UserKey(account: "a", user: "u"), UserKey(account: "b", user: "")]

  /// One request of each user with each of two models.
  private static func facts() throws -> Facts {
    var table = FactTable()
    table.prepare(["m", "n"].map { dimensions($0) })
    var record = UsageRecord()
    record.day = try #require(Day("2026-08-01"))
    for user in 0..<2 as Range<Int32> {
      for card in 0..<2 as Range<Int32> {
        record.user = user
        table.add(
          [record],
          [RatedRecord(card: card, disposition: .rated, notionalCost: .zero, credits: .zero)],
          [
            ComparisonOutcome(
              cost: .notRecorded, credits: .notRecorded, recordedCost: nil, expectedAtScale: .zero,
              hasNegativeMargin: false)
          ], sign: 1)
      }
    }
    return Facts(merging: [(table, users)])
  }

  @Test func `the view fact has the realised revenue of a line, and 0 of others`() throws {
    let facts = try Self.facts()
    let posting = RevenuePosting(
      .realised, usd: 1_500_000_000_000_000_000, source: .topup, month: 2026 * 12 + 7,
      soldMonth: 2026 * 12 + 7, event: 0, account: 1, request: 4, grant: 0)
    let request = NamedRequest(
      request: 4, account: 1, startedAt: Instant(nanoseconds: CreditExample.august), rated: .zero,
      isCharged: true, isPriced: true, file: 0, line: 2,
      fact: RequestFact(day: facts.rows[0].day, dimensions: 0, user: 0))
    let requests = RequestCharges(
      named: [request], unnamed: [], files: [], dimensions: [Self.dimensions("n")],
      users: [Self.users[1]])
    let audit = CreditExample.audit([], postings: [posting])
    let realised = RealisedFacts(
      RealisedRevenue(audit, requests), requests, beside: facts)
    let rows = try StoredRows.of(
      "SELECT model, account_id, realised_revenue_usd FROM fact"
    ) { database in
      try FactWriter.writeFacts(facts, database)
      try RealisedWriter.write(realised, facts, database)
    }
    #expect(
      rows == [
        ["m", "a", "0"], ["m", "b", "0"], ["n", "a", "0"], ["n", "b", "1.5"],
      ])
  }
}
