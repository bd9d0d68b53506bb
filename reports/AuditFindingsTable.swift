import Credits
import Ledger
import Tables

/// `audit-findings.csv`: every finding of the credit ledger, the worst first.
package struct AuditFindingsTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("check", "Code of the check."),
    .text("severity", "critical, warning or info."),
    .text("at", "Instant of the event, hold, grant or request, in UTC."),
    .creditAccountID,
    .text("event_id", "Id of the credit event; blank if no single event is the cause."),
    .text("request_id", "Id of the request; blank without one."),
    .text("file", "File with the event or the request; blank without a row."),
    .count("line", "Line of the file where the row begins."),
    .text("expected", "Figure by the replay or the books."),
    .text("found", "Figure that the event states."),
    .credits("credits", "Credits at stake; blank where the requests have no price."),
    .money(
      "usd", "Credits × credit value of the plan, or the difference in money; blank if credits is."
    ),
    .credits(
      "balance_effect",
      "Amount by which the finding raises the recorded balance above the replayed one."),
    Column("evidence", .text, "Evidence for the finding.", isProse: true),
  ]

  /// The severity, and within one the amount; no amount comes near 2¹²⁰ × 10⁻¹⁸ USD.
  private static func weight(of finding: CreditFinding) -> Int128 {
    let severity: Int128 =
      switch finding.severity {
      case .critical: 2
      case .warning: 1
      case .info: 0
      }
    return severity << 120 + min(Int128(finding.usd.magnitude), 1 << 120 - 1)
  }

  package var table: Table {
    let (findings, cells) = (audit.findings, CreditTableCells(audit))
    let evidence = CreditEvidence(audit)
    return Table(
      name: "audit-findings", title: "Audit findings", columns: AuditFindingsTable.columns,
      rowCount: findings.count, order: "worst severity and largest amount first",
      weight: { AuditFindingsTable.weight(of: findings[$0]) }
    ) { index in
      let finding = findings[index]
      return [
        .text(Name(finding.check.rawValue)), .text(Name(finding.severity.word)),
        CreditTableCells.instant(finding.at), cells.text(finding.account),
        cells.text(finding.eventID), cells.text(finding.request),
      ] + cells.place(finding.file, finding.line) + [
        cells.figure(finding.expected), cells.figure(finding.found),
        finding.hasAmounts ? CreditTableCells.credits(finding.credits) : .blank,
        finding.hasAmounts ? CreditTableCells.money(finding.usd) : .blank,
        CreditTableCells.credits(finding.effect),
        .text(Name(evidence.text(finding) + evidence.state(finding))),
      ]
    }
  }
}

extension CreditTableCells {
  /// The cell of a figure in the columns `expected` and `found`.
  fileprivate func figure(_ figure: FindingFigure) -> Cell {
    switch figure {
    case .blank: .blank
    case .credits(let credits): CreditTableCells.credits(credits)
    case .recorded(let balance): CreditTableCells.recorded(balance)
    case .money(let amount): CreditTableCells.money(amount)
    case .instant(let instant): CreditTableCells.instant(instant)
    case .count(let count): .count(Int128(count))
    case .name(let number): text(number)
    }
  }
}
