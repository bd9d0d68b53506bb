import Credits
import Ledger
import Overview
import Reports

/// A credit event explained: its outcome, its findings, and the account before and after it.
package struct EventExplanation {
  let story: EventTrace
  let zone: ReportingZone
  private let step: CreditNextStep

  /// - Parameter requests: the requests of the usage ledger; nil without one.
  package init(_ story: EventTrace, zone: ReportingZone, requests: RequestCharges? = nil) {
    self.story = story
    self.zone = zone
    step = CreditNextStep(story.audit, requests: requests)
  }

  var audit: CreditAudit { story.audit }
  var event: CreditEvent { audit.ledger.events[Int(story.event)] }
  var outcome: EventOutcome { story.outcome }
  var id: String { text(event.eventID) }

  func text(_ number: UInt32) -> String { audit.names.name(number).description }

  var place: String { "\(audit.files[Int(event.file)]):\(event.line)" }

  /// The findings at the event.
  var findings: [CreditFinding] { story.findings }

  func evidence(_ finding: CreditFinding) -> String { CreditEvidence(audit).text(finding) }

  /// The ids and words of the event, by their columns.
  var facts: [(column: CreditColumn, text: String)] {
    let columns: [CreditColumn] = [
      .grantID, .reservationID, .transferID, .counterparty, .reverses, .requestID, .paymentID,
      .couponCode, .package, .plan, .userID, .idempotencyKey, .reason, .actor,
    ]
    return columns.compactMap { column in
      let number = audit.ledger.text(column, of: event)
      return number == 0 ? nil : (column, text(number))
    }
  }

  /// The recorded balance, in 10⁻¹⁸ credit; nil if the event states none.
  var recorded: Int128? { event.stated == CreditEvent.noStated ? nil : event.stated }

  /// The recorded balance less the replayed one, in 10⁻¹⁸ credit; without the holds where the system records that.
  var recordedDifference: Int128? {
    guard let recorded, let after = story.after else { return nil }
    let replayed = story.recordedBalance == .available ? after.available : after.balance
    return recorded - replayed * 1_000_000_000_000
  }

  /// Returns the credits left of an account by source and expiry, in the order of consumption.
  func live(_ account: AccountState) -> [LiveCredits] {
    var live: [LiveCredits] = []
    for grant in account.grants {
      let known = live.firstIndex {
        $0.source == grant.source && $0.expiresAt == grant.expiresAt
      }
      if let known {
        live[known].credits += Int128(grant.left)
      } else {
        live.append(
          LiveCredits(
            source: grant.source, expiresAt: grant.expiresAt, credits: Int128(grant.left)))
      }
    }
    return live
  }

  /// The steps that put the findings right, each once and the worst finding first; nil without a finding.
  var next: String? {
    distinct(step.text, separator: " ")
  }

  /// The same, a step for each finding; a step of several findings is only that of the first.
  var steps: [(check: CreditCheck, text: String)] {
    var seen: Set<String> = []
    return findings.map { (check: $0.check, text: step.text($0)) }.filter {
      seen.insert($0.text).inserted
    }
  }

  /// Who owes what until then; nil where nothing is owed.
  var owed: String? {
    distinct(step.owed, separator: "; ")
  }

  /// Returns the texts of the findings, each once; nil without any.
  private func distinct(_ text: (CreditFinding) -> String?, separator: String) -> String? {
    var seen: Set<String> = []
    let texts = findings.compactMap(text).filter { seen.insert($0).inserted }
    return texts.isEmpty ? nil : texts.joined(separator: separator)
  }

  /// The money that the row states in `paid_usd`, in 10⁻¹⁸ USD; nil for a blank cell.
  var paid: Int128? { audit.ledger.terms(of: event).statedPaid }

  /// The pools that gave credits to the event, in the order of draws: number of the name, and microcredits.
  var pools: [(pool: UInt32, credits: Int128)] {
    audit.played.draws.filter { $0.event == story.event }.map {
      (audit.played.accounts[Int($0.pool)], Int128($0.credits))
    }
  }
}

/// Credits of one source that expire at one instant.
struct LiveCredits: Hashable {
  let source: GrantSource
  /// Nanoseconds since 1970; `Int64.max` is never.
  let expiresAt: Int64
  /// Microcredits.
  var credits: Int128
}

extension EventOutcome {
  /// Its words for people, as in the equation of events.
  var words: String {
    switch self {
    case .afterPeriod: "after the period"
    case .applied: "applied"
    case .notApplied: "not applied"
    case .duplicate: "duplicate"
    case .conflict: "conflict"
    }
  }

  /// Its code in JSON.
  var code: String { words.split(separator: " ").joined(separator: "_") }
}
