import Invoices
import Ledger
import Tables

/// `billing-map.csv`: rated, consumed and billed credits side by side, by account and month.
package struct BillingMapTable {
  private let rows: [BillingMapRow]

  package init(_ map: BillingMap) { rows = map.rows }

  /// The columns, in order.
  package static let columns: [Column] = [
    .creditAccountID,
    .month,
    .text("plan", "Plan in force at the end of the month."),
    .count("requests", "Requests of the usage ledger; blank without one."),
    .credits("rated_credits", "Credits of these requests; blank without a usage ledger."),
    .credits(
      "consumed_credits",
      "Credits that events of the account consumed, including those of its pool."),
    .credits("refunded_credits", "Credits that events of the account gave back."),
    .credits(
      "credits_difference", "Consumed less refunded less rated; blank without a usage ledger."),
    .money("realised_usd", "Revenue realised by events of the account."),
    .money("breakage_usd", "Breakage of its grants."),
    .money("billed_usd", "Sum of its lines in USD in invoice-lines.csv, tax included."),
    .text("invoice", "Number of its invoice."),
  ]

  package var table: Table {
    let rows = rows
    return Table(
      name: "billing-map", title: "Billing map", columns: BillingMapTable.columns,
      rowCount: rows.count, order: "largest difference first",
      weight: { Int128((rows[$0].difference ?? 0).magnitude) }
    ) { index in
      let row = rows[index]
      func credits(_ sum: Int128?) -> Cell { sum.map(CreditTableCells.credits) ?? .blank }
      return [
        .text(row.account), .text(Name(row.month.description)),
        row.plan.isEmpty ? .blank : .text(row.plan), row.requests.map { .count($0) } ?? .blank,
        credits(row.rated), credits(row.consumed), credits(row.refunded), credits(row.difference),
        CreditTableCells.money(row.realised), CreditTableCells.money(row.breakage),
        .shownMoney(row.billed, decimals: 2), row.invoice.map { .text($0) } ?? .blank,
      ]
    }
  }
}
