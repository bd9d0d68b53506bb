import Ledger

/// Missing resets that a source system has made up for by other events, such as an adjust of the net difference.
extension CreditAdviser {
  /// The microcredits that the recorded balance has more than the replay since a reset was due, without a cause that ended.
  func unexplained(since reset: CreditFinding) -> Int128 {
    differences(since: reset).reduce(0) { $0 + $1.effect }
  }

  /// The differences of the recorded balance without a cause since a reset was due, without those that have ended.
  func differences(since reset: CreditFinding) -> [CreditFinding] {
    audit.findings.filter {
      $0.check == .recordedBalanceDiffers && $0.account == reset.account && $0.at >= reset.at
        && $0.isOwn && ended.end[$0] == nil && ended.start[$0] == nil
    }
  }

  /// The correction of a missing reset after events that made up for it, as a whole or in part; nil without any.
  ///
  /// A replay with the reset and without those events tells the right balance. If it is the recorded one, nothing is owed.
  func madeUp(
    _ finding: CreditFinding, _ books: CreditBooks, _ right: CorrectedEvent,
    _ replay: CorrectedReplay, _ asRecorded: CorrectedReplay.End, until: Int64
  ) -> CreditAdvice? {
    let missing = audit.findings.count {
      $0.check == .resetMissing && $0.account == finding.account
    }
    let candidates = missing == 1 ? makeUps(finding) : []
    if candidates.isEmpty { return nil }
    let difference = unexplained(since: finding)
    func effect(without events: [UInt32]) -> CorrectedReplay.Effect {
      var right = right
      right.without = Set(events)
      return replay.effect(of: right, beside: asRecorded)
    }
    for events in CreditAdviser.choices(candidates) {
      let effect = effect(without: events)
      if effect.balance != difference { continue }
      var advice = CreditAdvice(done: events, doneCredits: given(events))
      if difference != 0 {
        advice.recorded = RecordedReset(kind: .madeUp, reset: finding, credits: difference)
        advice.events = [inLedger(difference, finding.account, until: effect.expiresAt)]
      }
      return advice
    }
    let part = candidates.filter { statesReset($0) }
    if part.isEmpty { return nil }
    var reset = right
    reset.without = Set(part)
    return rest(
      of: finding, after: part, effect(without: part),
      recorded(finding, books, right: reset, balance: effect(without: part).balance, until: until))
  }

  /// The correction after events that made up for a part of a missing reset, or for more than it.
  private func rest(
    of finding: CreditFinding, after part: [UInt32], _ effect: CorrectedReplay.Effect,
    _ recorded: RecordedReset?
  ) -> CreditAdvice? {
    let difference = unexplained(since: finding)
    if recorded?.kind == .ran { return nil }
    var advice = CreditAdvice(done: part, doneCredits: given(part))
    advice.recorded = recorded
    if effect.balance < 0 {
      advice = adding(effect.balance, to: advice, account: finding.account, .none)
    } else if effect.balance > 0 {
      advice.owed = effect.balance
      advice.events = [
        AdvisedEvent(
          .grant, finding.account, effect.balance, .source(.monthly), expiresAt: effect.expiresAt)
      ]
      (advice.owedMoney, advice.isMoneyUnstated) = (-effect.billed, true)
    }
    if recorded?.kind == .kept {
      advice.owed -= difference
      advice.inSystem = -difference
      if advice.owed <= 0 { advice.owedMoney = 0 }
    } else if recorded != nil {
      advice.isOwedUnknown = true
    }
    return advice
  }

  /// An event of credits that the source system has already, and the replay not.
  func inLedger(_ credits: Int128, _ account: UInt32, until end: Int64) -> AdvisedEvent {
    credits > 0
      ? AdvisedEvent(.grant, account, credits, .source(.monthly), expiresAt: end).forLedgerOnly
      : AdvisedEvent(.adjust, account, credits, .none).forLedgerOnly
  }

  /// The grants and adjusts since a reset was due that may have made up for it, in the order of time.
  private func makeUps(_ finding: CreditFinding) -> [UInt32] {
    let others = audit.findings.filter {
      $0.account == finding.account && $0.eventID != CreditNames.blank
        && ![.recordedBalanceDiffers, .balanceBelowZero, .assertedBalanceDiffers].contains($0.check)
    }
    return (grants + adjusts).filter { index in
      let row = event(index)
      guard row.account == finding.account, row.at >= finding.at, !isReversed(index) else {
        return false
      }
      switch row.kind == .adjust ? GrantSource.adjustment : row.grantSource {
      case .monthly: return true
      case .adjustment where row.request != CreditNames.blank: return false
      case .adjustment, .bonus, .promotion:
        return !others.contains { $0.event == index || names(index, $0.eventID) }
      default: return false
      }
    }.sorted { (event($0).at, $0) < (event($1).at, $1) }
  }

  /// The sets of events that may have made up for a reset together: all, one, or two of the first ones.
  private static func choices(_ events: [UInt32]) -> [[UInt32]] {
    let first = events.prefix(6)
    let pairs = first.indices.flatMap { left in
      first.indices.filter { $0 > left }.map { [first[left], first[$0]] }
    }
    return [events] + (events.count > 1 ? first.map { [$0] } : [])
      + (events.count > 2 ? pairs : [])
  }

  /// True of an allowance, and of an event whose reason names one or a reset.
  private func statesReset(_ index: UInt32) -> Bool {
    if event(index).kind == .grant, event(index).grantSource == .monthly { return true }
    let reason = audit.names.name(audit.ledger.text(.reason, of: event(index))).description
      .lowercased()
    return reason.contains("reset") || reason.contains("allowance")
  }
}
