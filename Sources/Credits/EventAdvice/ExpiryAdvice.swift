import Ledger

/// The corrections of expiries: credits that were removed too early, or that the source system kept.
extension CreditAdviser {
  /// The grants with expired credits of which no `expire` event came, by account with a difference without a cause.
  static func unrecordedGrants(_ audit: CreditAudit) -> [UInt32: [Grant]] {
    let accounts = Set(
      audit.findings.lazy.filter { $0.check == .recordedBalanceDiffers && $0.effect > 0 }.map(
        \.account))
    guard !accounts.isEmpty, let end = audit.end else { return [:] }
    let grants = end.grants.filter {
      $0.unrecorded > 0 && accounts.contains(audit.played.accounts[Int($0.account)])
    }
    return Dictionary(grouping: grants) { audit.played.accounts[Int($0.account)] }
  }

  /// The credits that a record removed too early.
  func expiredEarly(_ finding: CreditFinding) -> CreditAdvice {
    var advice = adjusting(
      finding, by: finding.credits, right: CorrectedEvent(event: finding.event, credits: nil))
    // The record took more than the grant had; only the source system booked that.
    if finding.effect == 0 || ended.end[finding] != nil { return advice }
    let excess = -finding.effect
    if advice.doneCredits == finding.credits + excess {
      // All that the record took was given back: the ledger alone has the rest too many.
      (advice.owed, advice.lacking) = (0, 0)
      advice.events = [
        AdvisedEvent(.adjust, finding.account, -excess, .reason(finding.eventID)).forLedgerOnly
      ]
      return advice
    }
    advice.inSystem = excess
    return advice
  }

  /// The difference of a recorded balance that is the credits of grants which have expired; nil for another one.
  func keptExpired(_ finding: CreditFinding) -> CreditAdvice? {
    if finding.effect <= 0 { return nil }
    // A balance that was recorded in between would have shown the difference already, after a pause of at most a day.
    let before = (stating[finding.account] ?? []).prefix { $0 != finding.event }.last
    let from = before.map { event($0).at - ReplayPrescan.patience } ?? .min
    let grants = (unrecorded[finding.account] ?? []).filter {
      from < $0.unrecordedAt && $0.unrecordedAt <= finding.at
    }
    guard let kept = kept(grants, finding) else { return nil }
    var advice = CreditAdvice(owed: -finding.effect, inSystem: -finding.effect)
    advice.kept = kept.map(\.event)
    // One expire event in a ledger without any would make all other expiries lack theirs.
    if hasExpireRecords {
      advice.inSystem = 0
      advice.events = kept.map {
        AdvisedEvent(.expire, finding.account, Int128($0.unrecorded), .grant($0.id))
      }
    }
    return advice
  }

  /// The latest grant with the credits of a difference, or the latest ones that have them together; nil if there are none.
  private func kept(_ grants: [Grant], _ finding: CreditFinding) -> [Grant]? {
    if let one = grants.last(where: { Int128($0.unrecorded) == finding.effect }) { return [one] }
    var left = finding.effect
    let latest = grants.sorted { $0.unrecordedAt < $1.unrecordedAt }.reversed().prefix { grant in
      left -= Int128(grant.unrecorded)
      return left >= 0
    }
    let sum = latest.reduce(Int128(0)) { $0 + Int128($1.unrecorded) }
    return sum == finding.effect ? Array(latest.reversed()) : nil
  }
}

extension AdvisedEvent {
  /// The event, of which the source system has the credits already.
  var forLedgerOnly: AdvisedEvent {
    var event = self
    event.isForLedgerOnly = true
    return event
  }
}
