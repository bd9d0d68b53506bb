import Invoices
import Ledger
import Tables

/// `invoices.csv`: the invoices of customers by account and month, with their sums.
package struct InvoicesTable {
  private let list: [Invoice]

  package init(_ invoices: Invoices) { list = invoices.list }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("invoice", "Number of the invoice: the month and account_id."),
    .text("account_id", "Account, or organisation whose members share the invoice."),
    .text("organisation_id", "Organisation of a shared invoice."),
    .month,
    .count("lines", "Lines in invoice-lines.csv."),
    .money("net_usd", "Sum of the lines without tax, rounded half-up to cents."),
    .money("tax_usd", "Tax by tax_percent of accounts.csv; 0 without a rate."),
    .money("total_usd", "Net total and tax."),
    .money("paid_usd", "Payments of the month less payment refunds."),
    .money("due_usd", "Total less payments."),
    .credits("credits_opening", "Balance of all its accounts at the start of the month."),
    .credits("credits_closing", "Balance of all its accounts at the end of the month."),
  ]

  package var table: Table {
    let list = list
    return Table(
      name: "invoices", title: "Invoices", columns: InvoicesTable.columns, rowCount: list.count,
      order: "largest total first", weight: { Int128(list[$0].total.magnitude) }
    ) { index in
      let invoice = list[index]
      let amounts = [invoice.net, invoice.tax, invoice.total, invoice.paid, invoice.due]
      return [
        .text(invoice.number), .text(invoice.account),
        invoice.isShared ? .text(invoice.account) : .blank,
        .text(Name(invoice.month.description)), .count(Int128(invoice.lines.count)),
      ] + amounts.map { .shownMoney($0, decimals: 2) }
        + [invoice.opening, invoice.closing].map(CreditTableCells.credits)
    }
  }
}
