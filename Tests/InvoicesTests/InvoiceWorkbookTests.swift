import Ledger
import Tables
import Testing

@testable import Invoices

/// The sheet of an invoice, cell by cell.
struct InvoiceWorkbookTests {
  /// Writes workbooks to look at: `INVOICES_TO=folder`.
  @Test func `the sheet of the example`() throws {
    let workbook = InvoiceWorkbook(
      InvoiceTests.example.invoices, at: 0, zone: "UTC", version: "1.2.3")
    for cell in workbook.page.cells.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) })
    where cell.cell.content != .blank {
      print(CellRange(row: cell.row, column: cell.column).reference, cell.cell.content)
    }
    try WorkbookFile.write([workbook.page], to: "/tmp/t.iv/example.xlsx", properties: workbook.properties)
  }
}
