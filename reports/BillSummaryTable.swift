import Bills
import Ledger
import Tables

/// `bill-summary.csv`: one column of figures from the ledger to the invoice, for each bill and month.
package struct BillSummaryTable {
  private let bills: BillReconciliation

  package init(_ bills: BillReconciliation) { self.bills = bills }

  /// The columns, in order.
  package static let columns: [Column] = [
    .billFormat, .billVendor,
    .text("month", "Month in the zone of the bill."),
    .text(
      "part",
      "Figure: ledger + the parts of the difference = billed; billed + the other kinds = total."),
    .count("groups", "Groups whose figure is not 0; of other kinds than usage, lines."),
    .money("usd", "Amount, exact; blank if no request of the ledger has a price."),
    .count(
      "unpriced_groups",
      "Of ledger and difference: groups with usage without a price, which the ledger excludes."),
  ]

  package var table: Table {
    let rows = bills.summaries.flatMap(BillSummaryTable.rows)
    return Table(
      name: "bill-summary", title: "Bill summary", columns: BillSummaryTable.columns,
      rowCount: rows.count, order: "by bill and month"
    ) { rows[$0] }
  }

  private static func rows(of summary: BillSummary) -> [[Cell]] {
    func row(_ part: String, _ figure: BillSummary.Figure) -> [Cell] {
      row(part, .count(Int128(figure.count)), figure.amount)
    }
    func row(
      _ part: String, _ count: Cell, _ amount: Money?, unpriced: Cell = .blank
    ) -> [Cell] {
      [
        .text(summary.format), .text(summary.vendor), .text(Name(summary.month.description)),
        .text(Name(part)), count, .money(orBlank: amount), unpriced,
      ]
    }
    func ledgerRow(_ part: String, _ figure: BillSummary.Figure) -> [Cell] {
      row(
        part, .count(Int128(figure.count)), summary.isLedgerKnown ? figure.amount : nil,
        unpriced: .count(Int128(summary.unpricedGroups)))
    }
    return [ledgerRow("ledger", summary.ledger)]
      + BillPart.allCases.map { row($0.code, summary[$0]) }
      + [ledgerRow("difference", summary.difference), row("billed", summary.billed)]
      + summary.others.map { row($0.kind.rawValue, $0.figure) }
      + [row("total", .blank, summary.total)]
  }
}
