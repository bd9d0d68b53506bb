import Ledger
import Support
import Tables
import Testing

@testable import Invoices

/// The sheets of invoices, cell by cell.
struct InvoiceWorkbookTests {
  private func workbook(_ scene: InvoiceScene) -> InvoiceWorkbook {
    InvoiceWorkbook(scene.invoices, at: 0, zone: "UTC", version: "1.2.3")
  }

  /// Each row as `number: cells`, with numbers, formulas and texts; without looks.
  private func rows(_ page: Worksheet) -> [String] {
    var rows: [Int: [(Int, String)]] = [:]
    for cell in page.cells {
      let text =
        switch cell.cell.content {
        case .blank: ""
        case .text(let text), .link(let text, _): text
        case .number(let number): "\(number)"
        case .formula(let formula, let value): "\(formula) \(value)"
        }
      if !text.isEmpty { rows[cell.row, default: []].append((cell.column, text)) }
    }
    return rows.sorted { $0.key < $1.key }.map { row, cells in
      "\(row + 1): "
        + cells.sorted { $0.0 < $1.0 }.map { "ABCDEFGHI".map(String.init)[$0.0] + " " + $0.1 }
        .joined(separator: " | ")
    }
  }

  @Test func `the sheet of the example has the rows of the specification`() {
    let workbook = workbook(.example)
    #expect(
      rows(workbook.page) == [
        "1: A Invoice 2026-08-acc_17 | E 1 to 31 August 2026 (UTC)",
        "2: A Account acc_17, plan pro | E All amounts in USD",
        "4: A Description | B Quantity | C Unit | D Unit price | E Amount | G Check | H In the CSV file | I Difference",
        "5: A Plan pro, 4 August to 3 September | B 1.0 | C month | D 20.0 | E 20.0",
        "6: A Coupon TENOFF, 12.5 %, month 1 of 2 | E -2.5",
        "7: A Package small, payment pay_9 | B 1.0 | C package | D 9.99 | E 9.99",
        "8: A Net total | E =SUM(E5:E7) 27.49 | G Net total, invoices.csv | H 27.49 | I =ROUND(E8-H8,6) 0.0",
        "9: A Tax not included", "10: A Paid | E -27.49",
        "11: A Amount due | E =E8+E10 0.0 | G Amount due, invoices.csv | H 0.0 | I =ROUND(E11-H11,6) 0.0",
        "13: A Credits", "14: A Opening balance, 1 August | E 112.3",
        "15: A Granted: allowance 500, package 100 | E 600.0",
        "16: A Used: chat, claude-sonnet-5 | E -310.4",
        "17: A Used: chat, gpt-5.6-terra | E -41.2", "18: A Refunded | E 2.0",
        "19: A Expired | E -58.9",
        "20: A Closing balance, 31 August | E =SUM(E14:E19) 303.8 | G Closing balance, invoice-lines.csv | H 303.8 | I =ROUND(E20-H20,6) 0.0",
        "22: A invoice-lines.csv lists each line with its event. The credit figures come from credit-balances.csv. Prepared",
        "23: A with assay 1.2.3.",
      ])
    #expect(workbook.page.print.area?.reference == "A1:E23")
    #expect(workbook.page.print.fitting == .onePage && !workbook.page.print.isLandscape)
    #expect(workbook.properties.created.description == "2026-08-31")
  }

  @Test func `a credit note for an organisation has blocks, tax and a total`() {
    var scene = InvoiceScene()
    scene.state("m1", organisation: "org", tax: 20_000_000)
    scene.state("m2", organisation: "org")
    scene.bill(.topup(package: 0), "m1", day: 2, usd: InvoiceScene.dollar, payment: "p1")
    scene.bill(.paymentRefund, "m2", day: 3, usd: -2 * InvoiceScene.dollar, payment: "p0")
    scene.add("m1", plan: "team", opening: 1_000_000)
    let page = workbook(scene).page
    #expect(page.name == "Credit note")
    #expect(
      Array(rows(page).prefix(18)) == [
        "1: A Credit note 2026-08-org | E 1 to 31 August 2026 (UTC)",
        "2: A Organisation org | E All amounts in USD",
        "4: A Description | B Quantity | C Unit | D Unit price | E Amount | G Check | H In the CSV file | I Difference",
        "5: A Account m1, plan team",
        "6: A Credits, payment p1 | B 1.0 | C payment | D 1.0 | E 1.0",
        "7: A Account m2", "8: A Refund, payment p0 | E -2.0",
        "9: A Net total | E =SUM(E5:E8) -1.0 | G Net total, invoices.csv | H -1.0 | I =ROUND(E9-H9,6) 0.0",
        "10: A Tax, 20 % of the net total | E -0.2",
        "11: A Total | E =E9+E10 -1.2 | G Total, invoices.csv | H -1.2 | I =ROUND(E11-H11,6) 0.0",
        "12: A Paid | E 1.0",
        "13: A Amount due | E =E11+E12 -0.2 | G Amount due, invoices.csv | H -0.2 | I =ROUND(E13-H13,6) 0.0",
        "15: A Credits", "16: A Account m1, plan team", "17: A Opening balance, 1 August | E 1.0",
        "18: A Closing balance, 31 August | E =SUM(E17) 1.0 | G Closing balance, invoice-lines.csv | H 1.0 | I =ROUND(E18-H18,6) 0.0",
        "19: A Account m2", "20: A Opening balance, 1 August | E 0.0",
      ])
  }

  @Test func `more than 40 lines take as many pages as they need, each with the headings`() {
    var scene = InvoiceScene()
    for _ in 0..<38 { scene.bill(.topup(package: 0), "a", day: 5, usd: 1) }
    #expect(workbook(scene).page.print.fitting == .onePage)
    scene.bill(.topup(package: 0), "a", day: 5, usd: 1)
    let print = workbook(scene).page.print
    #expect(print.fitting == .anyHeight && print.repeatsHeading && print.headingRow == 3)
    #expect(print.title == "Invoice 2026-08-a")
  }

  @Test func `long texts take several lines of their cells`() {
    var scene = InvoiceScene()
    let long = Name(String(repeating: "long name ", count: 8))
    scene.bill(.topup(package: scene.number(long)), long, day: 5, usd: 1, payment: long)
    let page = workbook(scene).page
    let wrapped = page.cells.filter { $0.cell.format.wraps && $0.column == 0 }.map(\.row)
    #expect(wrapped == [0, 1, 4])
    #expect([0, 1, 4].allSatisfy { (page.heights[$0] ?? 0) >= 30 })
  }
}
