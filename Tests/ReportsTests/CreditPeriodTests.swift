import Credits
import Ledger
import Overview
import Support
import Testing

@testable import Reports

/// Findings of the credit ledger before a period, which its lists count in one line; figures by hand.
struct CreditPeriodTests {
  /// Of August: 2 critical findings of 3 USD, a warning of 15 USD and one of 0.50 USD; of July: a critical one of 5 USD and
  /// a warning of 2 USD, the amount of which lacks a request.
  private static let findings: [CreditFinding] = {
    var july =
      CreditExample.findings(.duplicatePayment, 1, cents: 500, effect: 1)
      + CreditExample.findings(.notEntitled, 1, cents: 200)
    for index in july.indices { july[index].at = CreditExample.august - 1 }
    july[1].unpriced = 1
    return CreditExample.findings(.chargedTwice, 2, cents: 300)
      + CreditExample.findings(.resetMissing, 1, cents: 1_500)
      + CreditExample.findings(.actorNotPermitted, 1, cents: 50) + july
  }()

  @Test func `the lists of a period have its findings, and one line for earlier ones`() {
    let credits = CreditOverview(CreditExample.audit(Self.findings), zone: .utc)
    #expect(credits.checksOfPeriod.critical.map(\.check) == [.chargedTwice])
    #expect(credits.checksOfPeriod.warnings.map(\.check) == [.resetMissing, .actorNotPermitted])
    #expect(
      credits.olderFindings
        == "2 findings before the period, 7.00 USD, without 1 request that has no price: "
        + "audit-findings.csv")
    #expect(credits.checks.all.count == 5)
    let august = Array(Self.findings.prefix(4))
    #expect(CreditOverview(CreditExample.audit(august), zone: .utc).olderFindings == nil)
  }

  /// Before August one request was charged 0.70 USD too much and one as much too little; in August 0.30 and 0.20.
  @Test func `findings of opposite sign do not cancel`() throws {
    var july =
      CreditExample.findings(.deductionDiffers, 1, cents: 70)
      + CreditExample.findings(.deductionDiffers, 1, cents: -70)
    for index in july.indices { july[index].at = CreditExample.august - 1 }
    let audit = CreditExample.audit(
      july + CreditExample.findings(.deductionDiffers, 1, cents: 30)
        + CreditExample.findings(.deductionDiffers, 1, cents: -20))
    #expect(
      CreditOverview(audit, zone: .utc).olderFindings
        == "2 findings before the period, 1.40 USD: audit-findings.csv")
    let overview = Overview(
      try Inputs.of([FactRow()], credits: audit),
      scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let found = try #require(overview.attention.first { $0.key == "deduction_differs" })
    #expect(found.amount == (try usd("0.5")))
    #expect(
      found.sentence == "2 requests were charged more or fewer credits than the books state: "
        + "0.30 USD too much, 0.20 USD too little charged.")
  }

  /// Warnings need attention from the materiality of 1 USD on.
  @Test func `a large warning of the period needs attention, and older findings are one`() throws {
    let materiality = Materiality(usd: try usd("1"), percent: Percent(millionths: 0))
    let input = try Inputs.of(
      [FactRow()], materiality: materiality, credits: CreditExample.audit(Self.findings))
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let found = overview.attention.filter { $0.kind == .credits }
    #expect(found.map(\.key) == ["event_rejected", "reset_missing", "", "charged_twice"])
    #expect(found.map(\.amount) == [nil, try usd("15"), try usd("5"), try usd("3")])
    #expect(
      AttentionRemedy.text(found[1]).hasPrefix(
        "First correct the credit events that Assay could not read. Record what explain states"))
    #expect(found[2].sentence == "1 critical finding of the credit ledger before the period.")
    #expect(AttentionRemedy.text(found[2]) == "audit-findings.csv names each.")
  }
}
