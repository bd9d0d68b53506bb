import Credits
import Ledger
import Tables

/// `deferred-revenue.csv`: payments for credits that are not yet earned, by month and source of the grants.
package struct DeferredRevenueTable {
  private let rows: [DeferredRevenueRow]

  package init(_ audit: CreditAudit) { rows = audit.revenue }

  /// The columns, in order.
  package static let columns: [Column] = [
    .month,
    .text("source", "Source of the grants."),
    .money("opening_usd", "Deferred at the start of the month."),
    .money("sold_usd", "Payments for new grants."),
    .money("realised_usd", "Earned by consumed credits; negative where more was given back."),
    .money(
      "breakage_usd",
      "Earned by expired credits, or by the expected expiry of method proportional."),
    .money("refunded_usd", "Returned to customers."),
    .money("transferred_usd", "Value received from other sources by transfers less value sent."),
    .money(
      "closing_usd", "Deferred at the end of the month: opening + sold + transferred − the others."),
    .credits("closing_credits", "Credits of live grants at the end of the month."),
    .decimal(
      "breakage_percent_expected",
      "Expected breakage by credits.breakage at the end of the month; blank for none."),
    .decimal(
      "breakage_percent_seen",
      "Value left at expiry as a percentage of the payment, over all grants that have ended."),
  ]

  package var table: Table {
    let rows = rows
    return Table(
      name: "deferred-revenue", title: "Deferred revenue", columns: DeferredRevenueTable.columns,
      rowCount: rows.count, order: "by month and source"
    ) { index in
      let row = rows[index]
      let amounts = [
        row.opening, row.sold, row.realised, row.breakage, row.refunded, row.transferred,
        row.closing,
      ]
      return [.text(Name(row.month.description)), .text(Name(row.source.word))]
        + amounts.map(CreditTableCells.money)
        + [
          CreditTableCells.credits(row.closingCredits), DeferredRevenueTable.expected(row),
          DeferredRevenueTable.seen(row),
        ]
    }
  }

  /// The breakage expected, in percent; blank where none is.
  private static func expected(_ row: DeferredRevenueRow) -> Cell {
    row.expectedPercent.map { .decimal(Int128($0), scale: 6) } ?? .blank
  }

  /// The breakage seen, in percent; blank where nothing was paid for the grants that have ended.
  private static func seen(_ row: DeferredRevenueRow) -> Cell {
    .percent(orBlank: Quotient.halfEven(row.seenExpired, times: 1_000_000, over: row.seenPaid))
  }
}
