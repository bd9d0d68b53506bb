import Credits
import Ledger
import Overview
import Reports
import Terminal

/// A reservation of one account explained: its holds and every event that names it, as a screen and as JSON.
package struct ReservationExplanation {
  private let id: UInt32
  private let account: UInt32
  private let facts: CreditAuditTexts
  /// The holds under the id, in order of events: an id may be used again.
  private let holds: [Hold]
  /// The reserve, settle and release events, in the order of the ledger.
  private let events: [UInt32]
  private let findings: [CreditFinding]
  private let step: CreditNextStep
  /// The rows of `reservations.csv` of these holds, by reserve event.
  private let rows: [UInt32: ReservationRow]

  /// Returns the reservations with an id, one per account, in the order of their first events; at most 20.
  static func all(
    _ id: UInt32, _ audit: CreditAudit, _ step: CreditNextStep? = nil, zone: ReportingZone
  ) -> [ReservationExplanation] {
    var accounts: [UInt32] = []
    var events: [UInt32: [UInt32]] = [:]
    for (index, event) in audit.ledger.events.enumerated()
    where event.subject == id && event.kind.subject == .reservationID {
      if events[event.account] == nil { accounts.append(event.account) }
      events[event.account, default: []].append(UInt32(index))
    }
    if accounts.isEmpty { return [] }
    let step = step ?? CreditNextStep(audit)
    return accounts.prefix(20).map { account in
      ReservationExplanation(
        id: id, account: account, events: events[account] ?? [], audit, step, zone: zone)
    }
  }

  private init(
    id: UInt32, account: UInt32, events: [UInt32], _ audit: CreditAudit, _ step: CreditNextStep,
    zone: ReportingZone
  ) {
    self.step = step
    self.id = id
    self.account = account
    self.events = events
    facts = CreditAuditTexts(audit, zone: zone)
    let own = Set(events)
    holds = audit.played.holds.filter { own.contains($0.event) }
    findings = facts.findings(of: own)
    rows = Dictionary(
      audit.reservations.lazy.filter { own.contains($0.event) }.map { ($0.event, $0) }
    ) { first, _ in first }
  }

  /// The screen, in lines no wider than `width`.
  package func screen(width: Int, paint: Paint) -> String {
    let state = holds.last.map(word) ?? "never reserved"
    return [
      CreditAuditTexts.title(
        facts.text(id), "reservation, \(state)",
        place: events.first.map { facts.place(facts.event($0)) } ?? "", width: width, paint: paint)
        + CreditAuditTexts.row("Account", facts.text(account), width: width)
        + holds.flatMap { CreditAuditTexts.row("Hold", words($0), width: width) },
      ["Events"] + events.flatMap { facts.row($0, namesRequest: true, width: width) },
      facts.rows(of: findings, step: step, width: width),
    ].text
  }

  /// The state of a hold, as in `reservations.csv`; by its last end for a hold that the period does not have.
  private func word(_ hold: Hold) -> String {
    rows[hold.event]?.state.rawValue ?? hold.state.words
  }

  private func words(_ hold: Hold) -> String {
    let start = facts.event(hold.event)
    let text =
      "\(facts.credits(Int128(hold.credits))) from \(facts.moment(start.at)) until "
      + facts.moment(hold.expiresAt)
    switch hold.state {
    case .open: return text + ": open"
    case .expired: return text + ": expired"
    case .settled, .released, .replaced:
      guard hold.endedBy != CreditEvent.none else { return text + ": " + hold.state.words }
      let end = facts.event(hold.endedBy)
      let consumed =
        hold.state == .settled ? " for \(facts.credits(Int128(end.credits)))" : ""
      return text + ": \(hold.state.words)\(consumed) by \(facts.text(end.eventID)) at "
        + facts.moment(end.at)
    }
  }

  /// An object of a document; see docs/JSON.md.
  var json: JSONText {
    .object([
      ("reservation_id", facts.textJSON(id)), ("account_id", facts.textJSON(account)),
      (
        "holds",
        .array(
          holds.map { hold in
            .object([
              ("credits", CreditAuditTexts.creditsJSON(Int128(hold.credits))),
              ("reserved_at", CreditAuditTexts.momentJSON(facts.event(hold.event).at)),
              ("expires_at", CreditAuditTexts.momentJSON(hold.expiresAt)),
              ("state", .string(word(hold))),
              (
                "ended_by",
                hold.endedBy == CreditEvent.none ? .null : .string(facts.eventID(hold.endedBy))
              ),
            ])
          })
      ), ("events", .array(events.map { facts.json($0) })), ("findings", facts.json(findings)),
    ])
  }
}

extension HoldState {
  /// The word of the state.
  var words: String {
    switch self {
    case .open: "open"
    case .settled: "settled"
    case .released: "released"
    case .expired: "expired"
    case .replaced: "replaced"
    }
  }
}
