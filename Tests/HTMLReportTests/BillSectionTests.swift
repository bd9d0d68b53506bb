import Overview
import Support
import Testing

@testable import HTMLReport

/// The section of the page about bills; figures by hand, see `BillExample`.
struct BillSectionTests {
  @Test func `the section has the waterfall, the sentence and the largest groups`() {
    let html = BillSection.markup(VendorBills(BillExample.reconciliation)).html
    for part in [
      "<h2 id=\"h-bills\">Vendor bills, August 2026</h2>",
      "openai billed 1,204.13\u{A0}USD for August 2026", "agrees with the ledger",
      "<th scope=\"row\">To pay</th>", "\u{2212}50.00", "band_or_service_tier",
      "<td>gpt-5.6-terra</td>", "does not follow the filter",
    ] {
      #expect(html.contains(part), "\(part)")
    }
  }

  @Test func `without bills there is no section`() {
    #expect(BillSection.markup(nil).html.isEmpty)
  }
}
