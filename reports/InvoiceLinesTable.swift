import Credits
import Invoices
import Ledger
import Tables

/// `invoice-lines.csv`: the lines of all invoices, each with its event.
package struct InvoiceLinesTable {
  private let invoices: Invoices
  private let cells: CreditTableCells

  package init(_ invoices: Invoices, _ audit: CreditAudit) {
    self.invoices = invoices
    cells = CreditTableCells(audit)
  }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("invoice", "Number of the invoice."),
    .text("account_id", "Account of the line; for tax, the account of the invoice."),
    .month,
    .count("line", "Number of the line in its invoice, from 1."),
    .text("kind", "Kind of the line, such as plan, discount, tax or credits_used."),
    .text("description", "Text of the line on the invoice."),
    .decimal("quantity", "Number of units; negative for credits that left the account."),
    .text("unit", "Unit of the quantity: month, change, package, payment or credits."),
    .money("unit_price_usd", "Price of one unit."),
    .money("exact_usd", "Amount before it is rounded; blank for credits."),
    .money("amount_usd", "Amount in USD, to the cent: the lines without tax sum to net_usd."),
    .text("event_id", "Credit event of the line; blank for tax and credits."),
    .creditFile,
    .count("line_of_file", "Line of the file where the event begins."),
  ]

  package var table: Table {
    let (invoices, cells, order) = (invoices, cells, invoices.linesByAccount)
    return Table(
      name: "invoice-lines", title: "Invoice lines", columns: InvoiceLinesTable.columns,
      rowCount: order.count, order: "by account, month and line", weight: nil
    ) { index, row in
      let place = order[index]
      let (line, invoice) = (
        invoices.lines[place], invoices.list[Int(invoices.invoiceOfLine[place])]
      )
      row += [
        .text(invoice.number), .text(line.account), .text(Name(invoice.month.description)),
        .count(Int128(line.number)), .text(Name(line.kind.word)),
        .text(Name(invoices.description(ofLine: place))),
      ]
      if let quantity = line.quantity {
        row.append(.decimal(quantity.millionths, scale: 6))
        row.append(.text(Name(quantity.unit.rawValue)))
      } else {
        row += [.blank, .blank]
      }
      row.append(line.unitPrice.map(CreditTableCells.money) ?? .blank)
      row.append(line.exact.map(CreditTableCells.money) ?? .blank)
      row.append(.shownMoney(line.cents, decimals: 2))
      if line.event == CreditEvent.none {
        row += [.blank, .blank, .blank]
      } else {
        cells.append(event: line.event, to: &row)
      }
    }
  }
}
