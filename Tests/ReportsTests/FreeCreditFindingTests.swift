import Ledger
import Overview
import Support
import Testing

@testable import Credits
@testable import Reports

/// Findings of the credit ledger about free tiers; figures by hand, a credit is worth a cent at list.
struct FreeCreditFindingTests {
  private static let free = FactRow(
    day: "2026-08-01", tier: "free", account: "acc_17", user: "u", isFree: true)
  private static let paid = FactRow(day: "2026-08-01", account: "acc_17", user: "u")

  private func finding(
    _ check: CreditCheck, cents: Int128, request: UInt32 = 0, line: UInt32 = 0
  ) -> CreditFinding {
    var finding = CreditFinding(check, at: CreditExample.august, account: 1)
    (finding.request, finding.file, finding.line) = (request, 3, line)
    finding.usd = cents * 10_000_000_000_000_000
    return finding
  }

  /// A free request was charged twice for 2 cents; no event names the free request of line 7 and the paid one of line 8,
  /// of 3 and 5 cents.
  private func overview() throws -> Overview {
    var ledger = CreditExample.ledger
    ledger.files.append("ledger/u.csv")
    let day = try #require(Day("2026-08-01"))
    let start = Instant(nanoseconds: CreditExample.august)
    let unnamed = [(UInt32(7), Int32(0)), (8, 1)].map { line, dimensions in
      UnnamedRequest(
        request: "r", account: "acc_17", startedAt: start, rated: .zero, file: 0, line: line,
        fact: RequestFact(day: day, dimensions: dimensions))
    }
    let named = NamedRequest(
      request: 4, account: 1, startedAt: start, rated: .zero, isCharged: true, isPriced: true,
      file: 0, line: 6, fact: RequestFact(day: day))
    return Overview(
      try Inputs.of(
        [Self.free, Self.paid],
        credits: CreditExample.audit(
          [
            finding(.chargedTwice, cents: 2, request: 4),
            finding(.requestWithoutDeduction, cents: 3, line: 7),
            finding(.requestWithoutDeduction, cents: 5, line: 8),
          ], ledger: ledger),
        creditRequests: RequestCharges(
          named: [named], unnamed: unnamed, files: ["ledger/u.csv"],
          dimensions: [Self.free.dimensions, Self.paid.dimensions], users: [Self.free.userKey])),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test(
    arguments: [
      (
        "charged_twice", "0.02", "free use at list value",
        " Free use at list value: it earns no usage revenue."
      ),
      (
        "request_without_deduction", "0.08", "credit ledger, free use at list value",
        " Of the credits, 0.03 USD is free use at list value, not usage revenue."
      ),
    ] as [(Name, Name, String, String)])
  func `a finding says which part of its amount is free use`(
    check: Name, amount: Name, meaning: String, words: String
  ) throws {
    let found = try #require(try overview().attention.first { $0.key == check })
    #expect(found.amount == (try usd(amount)) && found.meaning == meaning)
    #expect(found.detail.hasSuffix(words), "\(found.detail)")
  }

  @Test func `the amounts of all checks have a note on their part of free use`() throws {
    #expect(
      try overview().creditLedger?.freeUse
        == "Of these amounts, 0.05 USD is free use at list value, not usage revenue.")
    #expect(CreditOverview(CreditExample.audit, zone: .utc).freeUse == nil)
  }
}
