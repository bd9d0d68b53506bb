import Terminal
import Testing

@testable import Presentation

/// Figures of deferred revenue, of `CreditScene`: a credit is worth 0.1 USD.
struct DeferredFigureTests {
  private func screen(_ address: String) throws -> String {
    let figure = try #require(try DeferredFigure(address: address))
    return DeferredFigureExplanation(figure, CreditScene.audit, zone: .utc)
      .screen(width: 80, paint: Paint(.never, for: .standardOutput))
  }

  @Test func `a figure lists its events, the largest amount first`() throws {
    #expect(
      try screen("deferred-revenue/2026-08/topup/realised_usd") == """
        deferred-revenue/2026-08/topup/realised_usd: 0.8 USD

        2 events, largest amount first
          1 USD  realised, 2026-08-02T00:00:00Z e2: deduct, account acc, request r-1,
            credits/a.csv:2
          -0.2 USD  realised, 2026-08-03T00:00:00Z e3: refund, account acc, request r-1,
            credits/a.csv:3

        """)
  }

  @Test func `the closing figure is an equation`() throws {
    let closing = try screen("deferred-revenue/2026-08/topup/closing_usd")
    #expect(
      closing.hasPrefix(
        """
        deferred-revenue/2026-08/topup/closing_usd: 0.1 USD
          = opening_usd 0 + sold_usd 1 - realised_usd 0.8 + transferred_usd -0.1 USD

        4 events, largest amount first
          1 USD  sold, 2026-08-01T00:00:00Z e1: grant, account acc, credits/a.csv:1
          -1 USD  realised,
        """))
    #expect(
      try screen("deferred-revenue/2026-08/topup/opening_usd").contains(
        "No event contributes to this figure."))
    #expect(
      try screen("deferred-revenue/2026-09/topup/opening_usd").hasPrefix(
        "deferred-revenue/2026-09/topup/opening_usd: 0.1 USD\n\n4 events"))
  }

  @Test func `an address has a month, a source and a column`() throws {
    #expect(try DeferredFigure(address: "grants/g/left") == nil)
    for wrong in [
      "deferred-revenue", "deferred-revenue/2026-13/topup/sold_usd",
      "deferred-revenue/2026-08/gift/sold_usd", "deferred-revenue/2026-08/topup/closing_credits",
    ] {
      #expect(throws: UsageFault.self, "\(wrong)") { try DeferredFigure(address: wrong) }
    }
  }
}
