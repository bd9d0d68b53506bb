import Credits
import Ledger
import Tables

/// `entitlement-findings.csv`: requests that a plan does not include, and rate limits that were exceeded.
package struct EntitlementFindingsTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("check", "not_entitled or rate_limit_exceeded."),
    .creditAccountID,
    .text("plan", "Plan of the account, or of the row with the limit; blank for none or any."),
    .text("capability", "Capability of the requests or of that row; blank: not known, or any."),
    .text(
      "quality_level", "Quality level of the requests or of that row; blank: not known, or any."),
    .text("model", "Model as the requests name it, or model of that row; blank for any."),
    .text("window", "Minute in UTC or reporting day of the limit; blank without a limit."),
    .count("limit", "Requests allowed in that time; blank without a limit."),
    .count("requests", "Requests that no row allows, or all requests of that time."),
    .credits(
      "credits", "Credits of the requests that no row allows, or of those above the limit."),
    .text("first_request_id", "Id of the first of these requests."),
    .text("file", "File in the workspace with that request."),
    .count("line", "Line of the file where that request begins."),
    .count(
      "unpriced_requests",
      "Requests without a price, which the credits exclude; the credits are blank if none has a price."
    ),
  ]

  package var table: Table {
    let (rows, cells) = (audit.entitlements, CreditTableCells(audit))
    return Table(
      name: "entitlement-findings", title: "Entitlements",
      columns: EntitlementFindingsTable.columns, rowCount: rows.count, order: "most credits first",
      weight: { rows[$0].stake.credits ?? 0 }
    ) { index in
      let row = rows[index]
      func text(_ name: Name) -> Cell { name.isEmpty ? .blank : .text(name) }
      return [
        .text(Name(row.check.rawValue)), text(row.account), text(row.plan), text(row.capability),
        text(row.qualityLevel), text(row.model),
        row.exceeded.map { .text(Name($0.window.text)) } ?? .blank,
        .count(orBlank: row.exceeded.map { Int64($0.limit) }), .count(Int128(row.requests)),
        row.stake.credits.map(CreditTableCells.credits) ?? .blank, text(row.firstRequest),
      ] + cells.place(row.file, row.line) + [.count(Int128(row.stake.unpriced))]
    }
  }
}
