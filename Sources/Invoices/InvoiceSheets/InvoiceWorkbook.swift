import Ledger
import Tables

/// The workbook of one invoice: one sheet, printed on A4.
package struct InvoiceWorkbook {
  package let page: Worksheet
  package let properties: WorkbookProperties

  /// Lays out the invoice at `index`.
  ///
  /// - Parameters:
  ///   - zone: the name of the reporting zone.
  ///   - version: that of the program.
  package init(_ invoices: Invoices, at index: Int, zone: String, version: String) {
    let invoice = invoices.list[index]
    var layout = InvoiceLayout(invoices, invoice)
    layout.putTitle(zone: zone)
    layout.putMoney()
    layout.putTotals()
    layout.putCredits()
    layout.putNote(version: version)
    page = layout.finished
    properties = WorkbookProperties(
      title: layout.title, subject: "Amounts in USD, " + DayText.range(invoice.days),
      comments: "Made by assay \(version). Exact figures: invoice-lines.csv and invoices.csv.",
      created: invoice.days.upperBound)
  }
}
