import Credits
import Ledger
import Tables

/// `byok-accounts.csv`: the accounts of customers at vendors, whose keys their requests use.
package struct OwnKeyAccountsTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .creditAccountID,
    .text("provider", "Vendor of the customer's own account."),
    .text(
      "registered", "true if byok_providers in accounts.csv names the provider, otherwise false."),
    .count(
      "requests", "Requests under the customer's key in the period; blank without a usage ledger."),
    .money("notional_cost_usd", "Vendor cost of those with a price, which the customer pays."),
    .credits("fee_credits", "Platform fee of those with a price, in credits."),
    .decimal(
      "provider_balance",
      "Last recorded balance at the provider, in the provider's own unit; blank without one."),
    .text("balance_at", "Instant of that balance, in UTC."),
    .count(
      "unpriced_requests",
      "Requests without a price, which cost and fee exclude; both are blank where none has a price."
    ),
  ]

  package var table: Table {
    let rows = audit.ownKeys
    return Table(
      name: "byok-accounts", title: "BYOK accounts", columns: OwnKeyAccountsTable.columns,
      rowCount: rows.count, order: "most requests first",
      weight: { Int128(rows[$0].use?.requests ?? 0) }
    ) { index in
      let row = rows[index]
      return [
        .text(row.account), .text(row.provider), .boolean(row.isRegistered),
        .count(orBlank: row.use.map { Int64($0.requests) }),
        row.use?.notionalCost.map(CreditTableCells.money) ?? .blank,
        row.use?.fee.map(CreditTableCells.credits) ?? .blank,
        CreditTableCells.recorded(row.balance),
        row.balanceAt.map(CreditTableCells.instant) ?? .blank,
        .count(orBlank: row.use.map { Int64($0.unpriced) }),
      ]
    }
  }
}
