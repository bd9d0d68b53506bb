import Ledger
import Testing

@testable import Credits

/// Realised revenue of requests, and by month and tier.
struct RealisedRevenueTests {
  /// Account b has no plan until it gets pro, and big before its top-up expires.
  private static let lines = """
    08-01 b grant 100 source=topup paid=5 until=@09-15
    08-02 b plan_change - plan=pro
    08-03 b deduct 70 req=r
    08-04 b deduct 10 req=s
    09-02 b refund 20 req=r
    09-03 b plan_change - plan=big
    09-20 c grant 1 source=bonus
    """

  private func revenue(_ played: AuditAsText) throws -> RealisedRevenue {
    let dimensions = FactDimensions(
      tier: "max", provider: "p", model: "m", service: "chat", serviceTier: "standard",
      status: .completed, isBYOK: false,
      terms: Terms(isFree: false, creditValue: .default, targetMargin: nil, basis: []))
    let request = NamedRequest(
      request: try #require(played.audit.names.find("r" as Name)), account: 0,
      startedAt: Instant(nanoseconds: LedgerText.instant("08-03")), rated: .zero, isCharged: true,
      isPriced: true, file: 0, line: 2)
    return RealisedRevenue(
      played.audit,
      RequestCharges(
        named: [request], unnamed: [], files: [], dimensions: [dimensions],
        users: [UserKey(account: "b", user: .empty)]))
  }

  private func text(_ revenue: RealisedRevenue) -> [String] {
    revenue.byTier.map {
      "\($0.month) \($0.tier) \(decimalText($0.realised, scale: 18))"
        + " \(decimalText($0.breakage, scale: 18))"
    }
  }

  /// A credit is worth 0.05 USD.
  @Test func `a request counts to the tier of its row, and the rest to the plan of its time`()
    throws
  {
    let revenue = try revenue(AuditAsText(Self.lines))
    #expect(revenue.ofRequests.map { decimalText($0, scale: 18) } == ["2.5"])
    #expect(
      text(revenue) == [
        "2026-08 max 3.5 0", "2026-08 pro 0.5 0", "2026-09 big 0 2", "2026-09 max -1 0",
      ])
  }

  @Test func `of a period that begins within a month, requests have its events only`() throws {
    let within = try revenue(AuditAsText(Self.lines, period: ("08-20", "09-30")))
    #expect(within.ofRequests.map { decimalText($0, scale: 18) } == ["-1"])
    #expect(text(within) == text(try revenue(AuditAsText(Self.lines))))
    let august = try revenue(AuditAsText(Self.lines, period: ("08-01", "09-01")))
    #expect(august.ofRequests.map { decimalText($0, scale: 18) } == ["3.5"])
    #expect(text(august) == ["2026-08 max 3.5 0", "2026-08 pro 0.5 0"])
  }
}
