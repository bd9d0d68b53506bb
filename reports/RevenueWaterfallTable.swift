import Credits
import Ledger
import Tables

/// `revenue-waterfall.csv`: what became of the sales of each month, month by month.
package struct RevenueWaterfallTable {
  private let rows: [WaterfallRow]

  package init(_ audit: CreditAudit) {
    rows = WaterfallRow.rows(audit.postings, months: audit.months)
  }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("sold_month", "Month of the sale of the credits, even after a transfer."),
    .month,
    .money("realised_usd", "Earned in the month by credits consumed."),
    .money("breakage_usd", "Earned in the month by unused credits."),
    .money("refunded_usd", "Returned to customers in the month."),
    .money("still_deferred_usd", "Deferred at the end of the month."),
  ]

  package var table: Table {
    let rows = rows
    return Table(
      name: "revenue-waterfall", title: "Revenue waterfall",
      columns: RevenueWaterfallTable.columns, rowCount: rows.count,
      order: "by month of sale and month"
    ) { index in
      let row = rows[index]
      return [row.soldMonth, row.month].map { .text(Name(Month(number: Int($0)).description)) }
        + [row.realised, row.breakage, row.refunded, row.stillDeferred].map(CreditTableCells.money)
    }
  }
}
