import Credits
import Ledger
import Tables

/// `audit-summary.csv`: one row per check of the credit ledger that found something.
package struct AuditSummaryTable {
  private let summary: [CheckSummary]

  package init(_ audit: CreditAudit) { summary = CheckSummary.all(of: audit.findings) }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("check", "Code of the check."),
    .text("severity", "Worst severity of its findings."),
    .count("findings", "Number of findings."),
    .count("accounts", "Accounts with such a finding."),
    .credits("credits", "Credits at stake, summed; blank where none are known."),
    .money("usd", "Amount at stake, summed; blank where none is known."),
    .text("first_at", "Instant of the first finding, in UTC."),
    .text("last_at", "Instant of the last finding, in UTC."),
    Column("recommended_action", .text, "Recommended action.", isProse: true),
    .count("unpriced_requests", "Requests at stake without a price, which the sums exclude."),
  ]

  package var table: Table {
    let summary = summary
    return Table(
      name: "audit-summary", title: "Audit summary", columns: AuditSummaryTable.columns,
      rowCount: summary.count, order: "in the order of the checks"
    ) { index in
      let line = summary[index]
      return [
        .text(Name(line.check.rawValue)), .text(Name(line.severity.word)),
        .count(Int128(line.findings)), .count(Int128(line.accounts)),
        line.hasAmounts ? CreditTableCells.credits(line.credits) : .blank,
        line.hasAmounts ? CreditTableCells.money(line.usd) : .blank,
        CreditTableCells.instant(line.firstAt), CreditTableCells.instant(line.lastAt),
        .text(Name(line.action)), .count(Int128(line.unpriced)),
      ]
    }
  }
}
