import Credits
import Invoices
import Ledger
import Support
import Tables
import Testing

@testable import Reports

/// The rows of the files about invoices; figures by hand, see `InvoiceScene.example`.
struct InvoiceTableTests {
  private func lines(_ table: Table) -> [String] {
    var bytes: [UInt8] = []
    CSVFile.write(table) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `an invoice has its sums in cents and its balances`() {
    #expect(
      lines(InvoicesTable(InvoiceScene.example.invoices).table) == [
        "invoice,account_id,organisation_id,month,lines,net_usd,tax_usd,total_usd,paid_usd,due_usd,credits_opening,credits_closing",
        "2026-08-acc_17,acc_17,,2026-08,10,27.49,0.00,27.49,27.49,0.00,112.3,303.8",
      ])
  }

  @Test func `a line has its event, a line of credits has none`() {
    let scene = InvoiceScene.example
    let rows = lines(InvoiceLinesTable(scene.invoices, scene.audit).table)
    #expect(rows.count == 11)
    #expect(
      Array(rows[1...4]) == [
        #"2026-08-acc_17,acc_17,2026-08,1,plan,"Plan pro, 4 August to 3 September",1,month,20,20,20.00,e1,credits/2026/08.csv,2"#,
        #"2026-08-acc_17,acc_17,2026-08,2,discount,"Coupon TENOFF, 12.5 %, month 1 of 2",,,,-2.5,-2.50,e1,credits/2026/08.csv,2"#,
        #"2026-08-acc_17,acc_17,2026-08,3,topup,"Package small, payment pay_9",1,package,9.99,9.99,9.99,e2,credits/2026/08.csv,3"#,
        #"2026-08-acc_17,acc_17,2026-08,4,credits_opening,"Opening balance, 1 August",112.3,credits,,,0.00,,,"#,
      ])
  }

  @Test func `rated, consumed and billed credits of an account and month are side by side`() throws
  {
    var scene = InvoiceScene.example
    let account = scene.number("acc_17")
    scene.postings = [
      RevenuePosting(
        .realised, usd: InvoiceScene.dollar, source: .monthly, month: InvoiceScene.august,
        soldMonth: InvoiceScene.august, event: 0, account: account, request: 0, grant: 0),
      RevenuePosting(
        .breakage, usd: InvoiceScene.dollar / 2, source: .monthly, month: InvoiceScene.august,
        soldMonth: InvoiceScene.august, event: 0, account: account, request: 0, grant: 0),
    ]
    let map = BillingMap(scene.audit, scene.invoices, books: scene.books, facts: nil)
    #expect(
      lines(BillingMapTable(map).table).dropFirst() == [
        "acc_17,2026-08,,,,351.6,2,,1,0.5,27.49,2026-08-acc_17"
      ])
  }
}
