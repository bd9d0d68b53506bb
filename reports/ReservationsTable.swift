import Credits
import Ledger
import Tables

/// `reservations.csv`: every reservation that was open in the period, and its end.
package struct ReservationsTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("reservation_id", "Id of the reservation."),
    .creditAccountID,
    .text("reserved_at", "Instant of the reserve event, in UTC."),
    .text("expires_at", "Instant at which the hold ends at the latest, in UTC."),
    .credits("credits", "Credits held."),
    .text("state", "First outcome of the hold: open, settled, released, expired or stale."),
    .credits(
      "settled_credits", "Credits of the settlement, even a late one; blank without one."),
    .text("ended_at", "Instant at which the hold ended, in UTC; blank while it is open."),
    .text("ended_by", "Id of the event that ended the hold; blank if it is open or expired."),
    .creditFile, .creditLine,
  ]

  package var table: Table {
    let (reservations, cells) = (audit.reservations, CreditTableCells(audit))
    return Table(
      name: "reservations", title: "Reservations", columns: ReservationsTable.columns,
      rowCount: reservations.count, order: "most credits first",
      weight: { Int128(reservations[$0].credits) }
    ) { index in
      let row = reservations[index]
      let end =
        row.endedBy == CreditEvent.none
        ? .blank : cells.text(cells.events[Int(row.endedBy)].eventID)
      return [
        cells.text(row.reservationID), cells.text(row.account),
        CreditTableCells.instant(row.reservedAt), CreditTableCells.instant(row.expiresAt),
        CreditTableCells.credits(Int128(row.credits)), .text(Name(row.state.rawValue)),
        row.settled.map { CreditTableCells.credits(Int128($0)) } ?? .blank,
        CreditTableCells.instant(row.endedAt), end,
      ] + cells.place(of: row.event)
    }
  }
}
