import Credits
import Invoices
import Ledger
import Support
import Testing

@testable import Store

/// Deferred revenue and invoices in the database; figures by hand, see `InvoiceScene.example`.
struct InvoiceStoreTests {
  private func rows(_ query: String, of scene: InvoiceScene) throws -> [[String?]] {
    let audit = scene.audit
    let billing = CustomerBilling(of: audit, books: scene.books, charges: nil, facts: nil)
    return try StoredRows.of(query) { try InvoiceWriter.write(audit, billing, $0) }
  }

  /// Rows of August: a sum that binary floating point does not hold, and one of 10⁻¹⁸ USD.
  private var deferred: InvoiceScene {
    var scene = InvoiceScene()
    var monthly = DeferredRevenueRow(month: Month(year: 2026, month: 8), source: .monthly)
    // 2⁵³ + 1 USD are sold, and all but a dollar is realised.
    monthly.sold = 9_007_199_254_740_993 * InvoiceScene.dollar
    monthly.realised = 9_007_199_254_740_992 * InvoiceScene.dollar
    monthly.closing = InvoiceScene.dollar
    var topUp = DeferredRevenueRow(month: Month(year: 2026, month: 8), source: .topup)
    topUp.sold = InvoiceScene.dollar / 10
    topUp.breakage = InvoiceScene.dollar / 10 - 1
    topUp.refunded = -1
    topUp.closing = 2
    scene.revenue = [monthly, topUp]
    return scene
  }

  @Test func `payments are realised, breakage, refunded or deferred, and nothing is missing`()
    throws
  {
    let missing = "SELECT missing FROM revenue_equation"
    #expect(try rows(missing, of: deferred) == [["0"]])
    var scene = deferred
    scene.revenue[1].closing = 1
    #expect(try rows(missing, of: scene) == [["1.0e-18"]])
    scene.revenue[0].closing = 0
    scene.revenue[1].closing = 2
    #expect(try rows(missing, of: scene) == [["1"]])
    #expect(try StoredRows.of(missing) == [["0"]])
  }

  @Test func `a month has the sums of its sources`() throws {
    #expect(
      try rows(
        "SELECT month, breakage_usd, closing_usd FROM deferred_by_month", of: deferred)
        == [["2026-08", "0.1", "1.0"]])
  }

  @Test func `an invoice and its lines are exact decimals`() throws {
    #expect(
      try rows(
        "SELECT invoice, organisation_id, net_usd, due_usd, credits_closing FROM invoice",
        of: .example) == [["2026-08-acc_17", nil, "27.49", "0", "303.8"]])
    #expect(
      try rows(
        "SELECT line, kind, quantity, unit, exact_usd, amount_usd, event_id FROM invoice_line LIMIT 4",
        of: .example) == [
          ["1", "plan", "1", "month", "20", "20", "e1"],
          ["2", "discount", nil, nil, "-2.5", "-2.5", "e1"],
          ["3", "topup", "1", "package", "9.99", "9.99", "e2"],
          ["4", "credits_opening", "112.3", "credits", nil, "0", nil],
        ])
    #expect(
      try rows("SELECT sum(amount_usd) FROM invoice_line", of: .example) == [["27.49"]])
  }

  @Test func `without a usage ledger no account has a gap`() throws {
    #expect(
      try rows("SELECT account_id, requests, credits_difference FROM billing_map", of: .example)
        == [["acc_17", nil, nil]])
    #expect(try rows("SELECT * FROM billing_gaps", of: .example).isEmpty)
  }
}
