import Overview
import Support
import Testing

@testable import HTMLReport

/// The section of the page about the credit ledger; figures by hand, see `CreditExample`.
struct CreditSectionTests {
  @Test func `the section has the balances as one equation`() {
    let html = CreditSection.markup(CreditOverview(CreditExample.audit, zone: .utc)).html
    for part in [
      "<h2 id=\"h-credits\">Credits from 2026-08-01 to 2026-08-31 (UTC)</h2>",
      "Opening\u{A0}412,380.5", "consumed\u{A0}366,917.2", "closing\u{A0}398,112.7; 3",
      "<code>credit-balances.csv</code>", "does not follow the filter",
    ] {
      #expect(html.contains(part), "\(part)")
    }
  }

  @Test func `without a credit ledger there is no section`() {
    #expect(CreditSection.markup(nil).html.isEmpty)
  }
}
