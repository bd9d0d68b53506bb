import Ledger
import Rating

extension CreditAudit {
  /// Notes for each finding the event that corrected it, if nothing is owed for it any more.
  mutating func markCorrected(_ requests: RequestCharges?) {
    if findings.isEmpty { return }
    let candidates = CorrectionCandidates(self)
    var places = findings.indices.filter { candidates.mayBeCorrected(findings[$0]) }
    // Each missing reset is played again: of more than this number, none is looked at.
    let replayed = Set(places.filter { candidates.needsReplay(findings[$0]) })
    if replayed.count > 500 { places.removeAll(where: replayed.contains) }
    if places.isEmpty { return }
    let adviser = CreditAdviser(self, requests: requests)
    let states = places.map { place in
      let advice = adviser.advice(findings[place])
      return (event: adviser.corrected(findings[place], advice), advice: advice)
    }
    for (place, state) in zip(places, states) {
      if !findings[place].isCorrected { findings[place].correctedBy = state.event }
      findings[place].isEventMissing = state.advice.isEventMissing
      findings[place].hasKnownCause =
        findings[place].check == .recordedBalanceDiffers
        && (state.advice.recorded?.kind.isKnown ?? !state.advice.kept.isEmpty)
    }
  }
}

extension CreditAdviser {
  /// The last event that corrected a finding, by index of the ledger; `CreditEvent.none` if it is open.
  fileprivate func corrected(_ finding: CreditFinding, _ advice: CreditAdvice) -> UInt32 {
    if let end = advice.end { return end.event }
    if advice.start != nil { return finding.event }
    guard advice.events.isEmpty, advice.owed == 0, advice.owedMoney == 0, advice.inSystem == 0,
      advice.lacking == 0, !advice.isOwedUnknown
    else { return CreditEvent.none }
    return (advice.done + advice.returned + advice.repaid).max {
      (event($0).at, $0) < (event($1).at, $1)
    } ?? CreditEvent.none
  }
}

/// The findings that an event may have corrected: most have none, and need no advice.
private struct CorrectionCandidates {
  /// The ids of events that a reverse or the reason of an adjust names, and the requests of refunds and adjusts.
  private var ids: Set<UInt32> = []
  private var requests: Set<UInt32> = []
  /// By account: the credits received, which may be those of a missing reset.
  private var receipts: [UInt32: [(at: Int64, credits: Int64)]] = [:]
  /// The accounts with a refund of a payment.
  private var repaid: Set<UInt32> = []
  /// The accounts with a difference of the source system's balance without a cause.
  private var differing: Set<UInt32> = []
  /// The accounts with a missing reset.
  private var withoutReset: Set<UInt32> = []

  init(_ audit: CreditAudit) {
    let named = Set(audit.findings.lazy.map(\.eventID))
    // By number of the name: every event is looked up.
    var hasFinding = Array(repeating: false, count: audit.names.count)
    for finding in audit.findings { hasFinding[Int(finding.account)] = true }
    var reasons: Set<UInt32> = []
    for event in audit.ledger.events
    where hasFinding[Int(event.account)] || event.kind == .adjust {
      switch event.kind {
      case .reverse: ids.insert(event.subject)
      case .refund: requests.insert(event.request)
      case .adjust:
        requests.insert(event.request)
        if event.credits > 0 {
          // The difference that a missing reset leaves may be more than the allowance.
          receipts[event.account, default: []].append((event.at, 0))
        }
        reasons.insert(audit.ledger.text(.reason, of: event))
      case .grant where event.grantSource == .monthly || event.grantSource == .bonus:
        receipts[event.account, default: []].append((event.at, event.credits))
        reasons.insert(audit.ledger.text(.reason, of: event))
      case .grant where event.grantSource == .promotion:
        reasons.insert(audit.ledger.text(.reason, of: event))
      case .paymentRefund: repaid.insert(event.account)
      default: continue
      }
    }
    for reason in reasons where reason != CreditNames.blank {
      if named.contains(reason) { ids.insert(reason) }
      for word in audit.names.name(reason).description.split(whereSeparator: CreditAdviser.ends) {
        if let id = audit.names.find(Name(String(word))) { ids.insert(id) }
      }
    }
    // A charge of a request may be reversed or named instead of the finding's event.
    for use in audit.played.uses where ids.contains(audit.ledger.events[Int(use.event)].eventID) {
      requests.insert(use.request)
    }
    for finding in audit.findings {
      if finding.check == .resetMissing { withoutReset.insert(finding.account) }
      if finding.effect != 0, [.recordedBalanceDiffers, .expiryDiffers].contains(finding.check) {
        differing.insert(finding.account)
      }
    }
    ids.remove(CreditNames.blank)
    requests.remove(CreditNames.blank)
  }

  /// True of a missing reset that a grant may have replaced, and of a balance that may differ because of one.
  func needsReplay(_ finding: CreditFinding) -> Bool {
    switch finding.check {
    case .resetMissing:
      differing.contains(finding.account)
        || (receipts[finding.account] ?? []).contains {
          $0.at >= finding.at && $0.credits <= finding.credits
        }
    case .recordedBalanceDiffers: withoutReset.contains(finding.account)
    default: false
    }
  }

  func mayBeCorrected(_ finding: CreditFinding) -> Bool {
    if finding.severity == .info { return false }
    if ids.contains(finding.eventID) || requests.contains(finding.request) { return true }
    if finding.effect != 0 && differing.contains(finding.account) { return true }
    return switch finding.check {
    case .resetMissing: needsReplay(finding)
    case .assertedBalanceDiffers: differing.contains(finding.account)
    case .allocationDiffers, .paymentRefundAbovePayment: true
    case .packageDiffers, .prorationDiffers, .priceDiffers, .clawbackDiffers:
      repaid.contains(finding.account)
    default: false
    }
  }
}
