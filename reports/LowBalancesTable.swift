import Credits
import Ledger
import Tables

/// `low-balances.csv`: the accounts at the highest low-balance level or below at the end of the period.
package struct LowBalancesTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .creditAccountID,
    .text("plan", "Plan in force at the end of the period."),
    .text("organisation_id", "Organisation of the account, by accounts.csv."),
    .credits("balance", "Balance at the end of the period."),
    .credits("available", "Balance less reserved."),
    .credits("reference_balance", "Balance after the last event that added credits."),
    .percent(
      "percent_left", "Balance as a percentage of reference_balance; blank if that is not above 0."),
    .decimal("level", "Lowest level of credits.low_balance_percent that the balance reaches."),
    .credits(
      "credits_per_day", "Mean consumption per day in the last 28 days, or since the first event."),
    .day(
      "run_out_day",
      "Depletion date at that rate; blank if the balance is at most 0 or nothing is consumed."
    ),
    .text("last_notice_level", "Level of the last notice; blank without one."),
    .text("last_notice_at", "Instant of the last notice, in UTC; blank without one."),
  ]

  package var table: Table {
    let (low, cells) = (audit.lowBalances, CreditTableCells(audit))
    return Table(
      name: "low-balances", title: "Low balances", columns: LowBalancesTable.columns,
      rowCount: low.count, order: "lowest percentage first"
    ) { index in
      let row = low[index]
      let hasNotice = row.notice != CreditEvent.none
      return [
        cells.text(row.balance.account), cells.text(row.balance.plan),
        cells.text(row.balance.organisation), CreditTableCells.credits(row.balance.closing),
        CreditTableCells.credits(row.balance.available), CreditTableCells.credits(row.reference),
        .percent(orBlank: row.percentLeft),
        .decimal(Int128(row.level), scale: Percent.decimals),
        row.perDay.map { .decimal($0, scale: 8) } ?? .blank,
        row.runOut.map { .day($0) } ?? .blank,
        hasNotice ? cells.text(cells.events[Int(row.notice)].subject) : .blank,
        hasNotice ? CreditTableCells.instant(cells.events[Int(row.notice)].at) : .blank,
      ]
    }
  }
}
