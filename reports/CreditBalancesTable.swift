import Credits
import Ledger
import Tables

/// `credit-balances.csv`: each account's credits from the opening to the closing balance.
package struct CreditBalancesTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .creditAccountID,
    .text("organisation_id", "Organisation of the account, by accounts.csv."),
    .text("plan", "Plan in force at the end of the period."),
    .credits("opening", "Balance at the start of the period."),
    .credits("granted", "Credits of new grants, without refunds and transfers."),
    .credits("refunded", "Consumed credits given back."),
    .credits("transferred_in", "Credits received by transfers."),
    .credits(
      "consumed", "Credits of deduct, settle and negative adjust events, and of uncovered refunds."),
    .credits("expired", "Credits that expired."),
    .credits(
      "revoked", "Credits removed by payment refunds and reversed grants, less those restored."),
    .credits("transferred_out", "Credits sent by transfers."),
    .credits("closing", "Balance at the end: opening + additions − reductions."),
    .credits("reserved", "Credits in open holds at the end."),
    .credits("available", "Closing less reserved."),
    .decimal("recorded", "Last balance_after of the account; blank without one."),
    .credits(
      "explained", "Sum of the balance effects of its findings, including those without a cause."),
  ]

  package var table: Table {
    let (balances, cells) = (audit.balances, CreditTableCells(audit))
    return Table(
      name: "credit-balances", title: "Balances", columns: CreditBalancesTable.columns,
      rowCount: balances.count, order: "largest balance first",
      weight: { Int128(balances[$0].closing.magnitude) }
    ) { index in
      let row = balances[index]
      let sums = [
        row.opening, row.granted, row.refunded, row.transferredIn, row.consumed, row.expired,
        row.revoked, row.transferredOut, row.closing, row.reserved, row.available,
      ]
      return [cells.text(row.account), cells.text(row.organisation), cells.text(row.plan)]
        + sums.map(CreditTableCells.credits)
        + [CreditTableCells.recorded(row.recorded), CreditTableCells.credits(row.explained)]
    }
  }
}
