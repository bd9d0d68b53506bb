import Credits
import Ledger
import Tables

/// `plan-changes.csv`: every applied plan change up to the end of the period, beside the proration.
package struct PlanChangesTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .creditAccountID,
    .text("at", "Instant of the event, in UTC."),
    .text("effective_at", "Instant from which the plan is in force, not before the event."),
    .text("from_plan", "Plan in force before the event; blank for none."),
    .text("to_plan", "New plan."),
    .text(
      "direction",
      "upgrade, downgrade or same, by the allowance; blank if plans.csv lacks the new plan."),
    .text("state", "At the end of the period: in_force, scheduled or superseded."),
    .credits("credits", "Credits granted by the event."),
    .credits(
      "expected_credits", "Credits by the proration; blank for a change not in force at once."),
    .money("paid_usd", "Payment that the event states; blank without one."),
    .money("expected_usd", "Payment by the proration; blank for a change not in force at once."),
    .creditFile, .creditLine,
  ]

  package var table: Table {
    let (changes, cells) = (audit.planChanges, CreditTableCells(audit))
    return Table(
      name: "plan-changes", title: "Plan changes", columns: PlanChangesTable.columns,
      rowCount: changes.count, order: "earliest first"
    ) { index in
      let row = changes[index]
      return [
        cells.text(row.account), CreditTableCells.instant(row.at),
        CreditTableCells.instant(row.effectiveAt), cells.text(row.fromPlan), cells.text(row.toPlan),
        row.direction.map { .text(Name($0.rawValue)) } ?? .blank,
        .text(Name(row.state.rawValue)), CreditTableCells.credits(Int128(row.credits)),
        row.expectedCredits.map(CreditTableCells.credits) ?? .blank,
        row.paid.map(CreditTableCells.money) ?? .blank,
        row.expectedMoney.map(CreditTableCells.money) ?? .blank,
      ] + cells.place(of: row.event)
    }
  }
}
