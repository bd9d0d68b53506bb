import Bills
import Ledger
import Overview
import Support
import Testing

struct UncheckedInvoiceTests {
  private func usage(_ months: [(Name, Int)]) -> [BillReconciliation.VendorMonth] {
    months.map { .init(vendor: $0.0, month: Month(year: 2026, month: $0.1)) }
  }

  private func bill(_ vendor: Name, month: Int) -> BillSummary {
    let none = BillSummary.Figure(count: 0, amount: .zero)
    return BillSummary(
      format: "own", vendor: vendor, zone: .utc, month: Month(year: 2026, month: month), files: [],
      ledger: none, parts: [], difference: none, billed: none, others: [])
  }

  @Test func `without a bill no invoice is checked`() {
    #expect(UncheckedInvoices.phrase(nil, usage: usage([("openai", 7)])) == "vendor invoices")
  }

  @Test func `a vendor whose every month has a bill is not named`() {
    let bills = BillReconciliation(
      groups: [], summaries: [bill("openai", month: 7), bill("google", month: 7)])
    #expect(UncheckedInvoices.phrase(bills, usage: usage([("openai", 7), ("gemini", 7)])) == nil)
    #expect(
      UncheckedInvoices.phrase(
        bills, usage: usage([("openai", 9), ("openai", 8), ("openai", 7), ("google", 8)]))
        == "invoices without a bill (google 2026-08; openai 2026-08 and 2026-09)")
  }

  @Test func `of many vendors the first three are named`() {
    let bills = BillReconciliation(groups: [], summaries: [])
    let months = usage([("a", 1), ("a", 2), ("a", 3), ("a", 4), ("b", 1), ("c", 1), ("d", 1)])
    #expect(
      UncheckedInvoices.phrase(bills, usage: months)
        == "invoices without a bill (a 2026-01 to 2026-04; b 2026-01; c 2026-01; 1 other vendor)")
  }
}
