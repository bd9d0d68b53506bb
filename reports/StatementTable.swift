import Credits
import Ledger
import Tables

/// `credit-statement-ACCOUNT.csv`: every movement of an account from its opening to its closing balance.
package struct StatementTable: Sendable {
  private let statement: AccountStatement
  private let cells: CreditTableCells
  private let rejected: [RejectedEvent]
  private let texts: StatementTexts

  /// - Parameter audit: the audit of the same ledger.
  package init(_ statement: AccountStatement, _ audit: CreditAudit) {
    self.statement = statement
    cells = CreditTableCells(audit)
    rejected = audit.ledger.rejected
    texts = StatementTexts(audit)
  }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("at", "Instant, in UTC; blank for an opening before the first event."),
    .text("event_id", "Id of the credit event; blank if time alone caused the row."),
    .text("kind", "opening, closing, or the kind of the movement."),
    Column("description", .text, "Cause and effect in words.", isProse: true),
    .credits("credits", "Change of the balance."),
    .credits("balance", "Balance after the row: the one before + credits."),
    .credits("reserved", "Credits in open holds after the row."),
    .text("grant_id", "Id of the grant whose credits moved; blank if none did."),
    .text("request_id", "Id of the request; blank without one."),
    .money("realised_usd", "Revenue realised by the row; negative if reversed, blank if none."),
    .creditFile, .creditLine,
  ]

  /// Returns the table under a name without `.csv`.
  package func table(named name: String) -> Table {
    let last = statement.lines.count + 1
    return Table(
      name: name, title: "Statement", columns: StatementTable.columns, rowCount: last + 1,
      order: "by instant"
    ) { index in
      index == 0 || index == last
        ? end(isOpening: index == 0) : cells(of: statement.lines[index - 1])
    }
  }

  /// Returns the cells of a line of the statement, one for each column.
  package func cells(of line: StatementLine) -> [Cell] {
    [
      CreditTableCells.instant(line.at), cells.text(line.eventID(cells.events, rejected)),
      .text(Name(line.kind(cells.events))), .text(Name(text(line))),
      CreditTableCells.credits(Int128(line.credits)), CreditTableCells.credits(line.balance),
      CreditTableCells.credits(line.reserved), cells.text(line.grant?.id ?? 0),
      cells.text(line.request(cells.events, rejected)),
      line.realised == 0 ? .blank : CreditTableCells.money(line.realised),
    ] + place(line)
  }

  /// Returns the description of a line of the statement.
  package func text(_ line: StatementLine) -> String { texts.text(line, of: statement.account) }

  private func end(isOpening: Bool) -> [Cell] {
    let account = cells.names.name(statement.account)
    let balance = isOpening ? statement.opening : statement.closing
    let reserved = isOpening ? statement.openingReserved : statement.closingReserved
    let kind = isOpening ? "opening" : "closing"
    let words = isOpening ? "Opening balance of \(account)" : "Closing balance of \(account)"
    return [
      CreditTableCells.instant(isOpening ? statement.from : statement.to ?? .min), .blank,
      .text(Name(kind)), .text(Name(words)), CreditTableCells.credits(0),
      CreditTableCells.credits(balance), CreditTableCells.credits(reserved), .blank, .blank,
      .blank, .blank, .blank,
    ]
  }

  private func place(_ line: StatementLine) -> [Cell] {
    if case .rejected(let index) = line.step {
      return cells.place(rejected[Int(index)].file, rejected[Int(index)].line)
    }
    if line.event == CreditEvent.none { return cells.place(CreditEvent.none, 0) }
    let event = cells.events[Int(line.event)]
    return cells.place(event.file, event.line)
  }
}

extension StatementLine {
  /// The word in the column `kind`: that of the event, or of the step that time or a reset caused.
  package func kind(_ events: [CreditEvent]) -> String {
    switch step {
    case .expiry, .loss: EventKind.expire.word
    case .rollover: EventKind.rollover.word
    case .holdEnd: EventKind.release.word
    case .planInForce: EventKind.planChange.word
    case .rejected: "rejected"
    default: events[Int(event)].kind.word
    }
  }

  fileprivate func eventID(_ events: [CreditEvent], _ rejected: [RejectedEvent]) -> UInt32 {
    if case .rejected(let index) = step { return rejected[Int(index)].eventID }
    return event == CreditEvent.none ? 0 : events[Int(event)].eventID
  }

  /// The number of the request: of a repayment, the one that caused the debt.
  fileprivate func request(_ events: [CreditEvent], _ rejected: [RejectedEvent]) -> UInt32 {
    switch step {
    case .rejected(let index): rejected[Int(index)].request
    case .repayment(let debt): events[Int(debt)].request
    default: event == CreditEvent.none ? 0 : events[Int(event)].request
    }
  }
}
