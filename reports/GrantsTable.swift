import Credits
import Ledger
import Tables

/// `grants.csv`: every grant of credits that was live in the period, and the movements of its credits.
package struct GrantsTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("grant_id", "Id of the grant: grant_id of its event, otherwise the id of the event."),
    .creditAccountID,
    .text(
      "source",
      "monthly, bonus, topup, promotion, adjustment, coupon, refund or transfer."),
    .text("at", "Instant from which the credits can be used, in UTC."),
    .text("expires_at", "Instant at which they expire, in UTC; blank means never."),
    .count("priority", "Priority; the lowest number is consumed first."),
    .credits("granted", "Credits granted."),
    .credits("left", "Credits left at the end of the period."),
    .money("paid_usd", "Payment for the grant."),
    .money("deferred_usd", "Part of the payment that is not yet earned: the value of the rest."),
    .credits("consumed", "Credits consumed, refunds not deducted."),
    .credits("refunded", "Consumed credits given back to the grant."),
    .credits("expired", "Credits that expired."),
    .credits("revoked", "Credits removed by payment refunds and reversals, less those restored."),
    .credits("transferred", "Credits sent to another account."),
    .text("event_id", "Id of the event that made the grant."),
    .creditFile, .creditLine,
  ]

  package var table: Table {
    let (grants, cells) = (audit.grants, CreditTableCells(audit))
    return Table(
      name: "grants", title: "Grants", columns: GrantsTable.columns, rowCount: grants.count,
      order: "most credits left first", weight: { Int128(grants[$0].left) }
    ) { index, row in
      let grant = grants[index]
      row.append(cells.text(grant.grantID))
      row.append(cells.text(grant.account))
      row.append(.text(GrantsTable.sources[Int(grant.source.rawValue)]))
      row.append(CreditTableCells.instant(grant.at))
      row.append(CreditTableCells.instant(grant.expiresAt))
      row.append(.count(Int128(grant.priority)))
      row.append(CreditTableCells.credits(Int128(grant.granted)))
      row.append(CreditTableCells.credits(Int128(grant.left)))
      row.append(CreditTableCells.money(grant.paid))
      row.append(CreditTableCells.money(grant.deferred))
      row.append(CreditTableCells.credits(grant.consumed))
      row.append(CreditTableCells.credits(grant.refunded))
      row.append(CreditTableCells.credits(Int128(grant.expired)))
      row.append(CreditTableCells.credits(Int128(grant.revoked)))
      row.append(CreditTableCells.credits(Int128(grant.transferred)))
      cells.append(event: grant.event, to: &row)
    }
  }

  private static let sources = GrantSource.allCases.map { Name($0.word) }
}
