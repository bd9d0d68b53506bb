import Credits
import Ledger
import Tables

/// `notices.csv`: the low-balance levels that accounts crossed in the period, and the other notices.
package struct NoticesTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .creditAccountID,
    .decimal("level", "Lowest level crossed, or level of the notice, in percent."),
    .text(
      "crossed_at",
      "Instant of the event that crossed it, in UTC; blank for a notice without a crossing."),
    .credits("balance", "Balance after that event, or at the notice."),
    .text("noticed_at", "Instant of the notice, in UTC; blank without one."),
    .text("channel", "Channel of the notice, as stated."),
    .decimal("hours", "Hours from the crossing to the notice; blank if either is missing."),
    .text("state", "sent, missing, unfounded or not_needed."),
  ]

  package var table: Table {
    let (notices, cells, ledger) = (audit.notices, CreditTableCells(audit), audit.ledger)
    return Table(
      name: "notices", title: "Notices", columns: NoticesTable.columns,
      rowCount: notices.count, order: "earliest first"
    ) { index in
      let row = notices[index]
      let crossing = row.crossing == CreditEvent.none ? nil : ledger.events[Int(row.crossing)]
      let notice = row.notice == CreditEvent.none ? nil : ledger.events[Int(row.notice)]
      return [
        cells.text(row.account),
        row.level.map { .decimal(Int128($0), scale: Percent.decimals) }
          ?? cells.text(notice?.subject ?? 0),
        crossing.map { CreditTableCells.instant($0.at) } ?? .blank,
        CreditTableCells.credits(row.balance),
        notice.map { CreditTableCells.instant($0.at) } ?? .blank,
        notice.map { cells.text(ledger.text(.channel, of: $0)) } ?? .blank,
        NoticesTable.hours(from: crossing?.at, to: notice?.at),
        .text(Name(row.state.rawValue)),
      ]
    }
  }

  /// The hours between two instants with 8 decimals, half to even; blank without one of them.
  private static func hours(from start: Int64?, to end: Int64?) -> Cell {
    guard let start, let end else { return .blank }
    let time = Int128(end) - Int128(start)
    return Quotient.halfEven(time, times: 100_000_000, over: 3_600_000_000_000).map {
      .decimal($0, scale: 8)
    } ?? .blank
  }
}
