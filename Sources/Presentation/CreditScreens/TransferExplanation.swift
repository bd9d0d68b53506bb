import Credits
import Ledger
import Overview
import Reports
import Terminal

/// A transfer explained: both sides with their accounts and credits, as a screen and as JSON.
package struct TransferExplanation {
  private let id: UInt32
  private let facts: CreditAuditTexts
  /// The events with the id, in the order of the ledger.
  private let events: [UInt32]
  private let findings: [CreditFinding]
  private let step: CreditNextStep

  /// Makes the explanation of a transfer id; nil if no event has it.
  init?(
    _ id: UInt32, _ audit: CreditAudit, _ step: CreditNextStep? = nil, zone: ReportingZone
  ) {
    let found = audit.ledger.events.indices.filter {
      audit.ledger.events[$0].subject == id
        && audit.ledger.events[$0].kind.subject == .transferID
    }
    if found.isEmpty { return nil }
    self.id = id
    self.step = step ?? CreditNextStep(audit)
    facts = CreditAuditTexts(audit, zone: zone)
    events = found.map { UInt32($0) }
    findings = facts.findings(of: Set(events))
  }

  /// The sides that were applied: the credits of the kind, in microcredits.
  private func sum(_ kind: EventKind) -> Int128 {
    events.reduce(0) { sum, index in
      let isApplied = facts.audit.played.outcomes[Int(index)] == .applied
      let event = facts.event(index)
      return event.kind == kind && isApplied ? sum + Int128(event.credits) : sum
    }
  }

  /// The value in 10⁻¹⁸ USD that arrived with the grants of the transfer.
  private var value: Int128 {
    let own = Set(events)
    return facts.audit.grants.reduce(0) {
      own.contains($1.event) && $1.source == .transfer ? $0 + $1.paid : $0
    }
  }

  /// The screen, in lines no wider than `width`.
  package func screen(width: Int, paint: Paint) -> String {
    let (out, into) = (sum(.transferOut), sum(.transferIn))
    let lines = events.flatMap { index -> [String] in
      let event = facts.event(index)
      return CreditAuditTexts.row(
        event.kind == .transferOut ? "Out" : "In", words(index, event), width: width)
    }
    return [
      CreditAuditTexts.title(
        facts.text(id), "transfer, \(balance(out, into))",
        place: facts.place(facts.event(events[0])),
        width: width, paint: paint) + lines
        + CreditAuditTexts.row(
          "Value", valueText(out, into), width: width),
      facts.rows(of: findings, step: step, width: width),
    ].text
  }

  /// The two sides in words.
  private func balance(_ out: Int128, _ into: Int128) -> String {
    if out == into { return "both sides agree" }
    let isOpen = !Set(events).isDisjoint(with: facts.audit.openTransfers)
    if into == 0 { return isOpen ? "sent and not yet received" : "sent but not received" }
    if out == 0 { return isOpen ? "received and not yet sent" : "received but not sent" }
    return "\(facts.credits(abs(into - out))) \(into > out ? "more" : "fewer") received than sent"
  }

  /// The payment that the credits carry, and where it is.
  private func valueText(_ out: Int128, _ into: Int128) -> String {
    if out == 0 && into != 0 {
      return "not known: no transfer_out has this id, so the credits arrived without a payment"
    }
    if out != 0 && into == 0 {
      return inTransit == 0
        ? "the credits carry no payment; no transfer_in has this id, so they have not arrived"
        : "\(facts.money(inTransit)) left with the credits and has not arrived: no transfer_in has this id"
    }
    if value == 0 && inTransit == 0 { return "the credits carry no payment" }
    return "\(facts.money(value)) arrived with the credits"
      + (inTransit == 0
        ? ""
        : "; \(facts.money(inTransit)) left later, with the credits that repaid what was sent without any, and "
          + "stays deferred until a transfer_in with this id")
  }

  /// The value in 10⁻¹⁸ USD that left grants for the transfer and did not arrive.
  private var inTransit: Int128 {
    let own = Set(events)
    return facts.audit.postings.reduce(-value) {
      own.contains($1.event) && $1.kind == .transferred && $1.grant != CreditEvent.none
        ? $0 - $1.usd : $0
    }
  }

  private func words(_ index: UInt32, _ event: CreditEvent) -> String {
    let outcome = facts.audit.played.outcomes[Int(index)]
    let other = facts.text(facts.audit.ledger.text(.counterparty, of: event))
    let direction = event.kind == .transferOut ? "to" : "from"
    return "\(facts.credits(Int128(event.credits))), \(facts.text(event.account)) \(direction) "
      + "\(other), \(facts.text(event.eventID)) at \(facts.moment(event.at))"
      + (outcome == .applied ? "" : ": \(outcome.words)")
  }

  /// An object of a document; see docs/JSON.md.
  var json: JSONText {
    .object([
      ("transfer_id", facts.textJSON(id)),
      ("credits_out", CreditAuditTexts.creditsJSON(sum(.transferOut))),
      ("credits_in", CreditAuditTexts.creditsJSON(sum(.transferIn))),
      ("value_usd", CreditAuditTexts.moneyJSON(value)),
      ("events", .array(events.map { facts.json($0) })), ("findings", facts.json(findings)),
    ])
  }
}
