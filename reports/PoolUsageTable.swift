import Credits
import Ledger
import Tables

/// `pool-usage.csv`: the credits that members drew from the pools of their organisations, by month.
package struct PoolUsageTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("organisation_id", "Organisation, and account of its pool."),
    .text("account_id", "Member of the organisation."),
    .month,
    .credits("drawn_credits", "Credits drawn from the pool; refunds do not reduce them."),
    .credits(
      "cap_credits", "Most credits that the member may draw in the month; blank for no cap."),
    .credits("left_credits", "cap_credits less drawn_credits, at least 0; blank for no cap."),
    .credits("allocated_credits", "Credits received by transfers of source allocation."),
    .credits("expected_credits", "Share of the month by allocations.csv; blank without one."),
  ]

  package var table: Table {
    let (usage, cells) = (audit.poolUsage, CreditTableCells(audit))
    return Table(
      name: "pool-usage", title: "Pools", columns: PoolUsageTable.columns,
      rowCount: usage.count, order: "by organisation, account and month",
      weight: { usage[$0].drawn }
    ) { index in
      let row = usage[index]
      return [
        cells.text(row.organisation), cells.text(row.account),
        .text(Name(Month(number: row.month).description)),
        CreditTableCells.credits(row.drawn), row.cap.map(CreditTableCells.credits) ?? .blank,
        row.left.map(CreditTableCells.credits) ?? .blank, CreditTableCells.credits(row.allocated),
        row.expected.map(CreditTableCells.credits) ?? .blank,
      ]
    }
  }
}
