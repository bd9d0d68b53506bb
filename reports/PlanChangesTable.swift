import Credits
import Ledger
import Tables

/// `plan-changes.csv`: every change of a plan, and what it should have granted and cost.
package struct PlanChangesTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .creditAccountID,
    .text("at", "Instant of the change, in UTC."),
    .text("effective_at", "Instant from which the plan is in force, in UTC."),
    .text("from_plan", "Plan before the change; blank is none."),
    .text("to_plan", "Plan after the change."),
    .text(
      "direction",
      "upgrade, downgrade or same, by the allowances; blank if plans.csv lacks the new plan."),
    .text("state", "in_force, scheduled, or superseded by a later change."),
    .credits("credits", "Credits granted at once."),
    .credits(
      "expected_credits", "Credits by the proration; blank unless the change is in force at once."),
    .money("paid_usd", "Payment; blank if the event states none."),
    .money(
      "expected_usd", "Payment by the proration; blank unless the change is in force at once."),
    .creditFile, .creditLine,
  ]

  package var table: Table {
    let (rows, cells) = (audit.planChanges, CreditCells(audit))
    return Table(
      name: "plan-changes", title: "Plan changes", columns: PlanChangesTable.columns,
      rowCount: rows.count, order: "earliest first"
    ) { index in
      let row = rows[index]
      return [
        cells.text(row.account), CreditCells.instant(row.at),
        CreditCells.instant(row.effectiveAt), cells.text(row.fromPlan), cells.text(row.toPlan),
        row.direction.map { .text(Name($0.rawValue)) } ?? .blank,
        .text(Name(row.state.rawValue)), CreditCells.credits(Int128(row.credits)),
        row.expectedCredits.map(CreditCells.credits) ?? .blank,
        row.paid.map(CreditCells.money) ?? .blank,
        row.expectedMoney.map(CreditCells.money) ?? .blank,
      ] + cells.event(row.event).dropFirst()
    }
  }
}
