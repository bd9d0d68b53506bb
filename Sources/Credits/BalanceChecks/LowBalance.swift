import Ledger

/// The low-balance levels that balances cross, and the notices about them.
extension ReplayState {
  /// Notes that an applied event changed the balance of its account.
  @inline(__always)
  mutating func noteChange(_ play: EventInProgress, from before: Int128) {
    let after = accounts[play.account].balance
    if after < before {
      if after <= accounts[play.account].levelCeiling { noteCrossing(play, before, after) }
    } else if after > before {
      noteRise(play, to: after)
    }
  }

  private mutating func noteRise(_ play: EventInProgress, to after: Int128) {
    endCrossings(of: play.account, raisedAt: play.at)
    if !play.event.kind.setsReference { return }
    accounts[play.account].reference = after
    accounts[play.account].hasReference = true
    accounts[play.account].levelCeiling = lowLevels.ceiling(of: after, at: play.at)
  }

  /// Notes the lowest level that an event crossed, if it crossed one.
  private mutating func noteCrossing(_ play: EventInProgress, _ before: Int128, _ after: Int128) {
    let reference = accounts[play.account].reference
    guard let level = lowLevels.lowest(reachedBy: after, of: reference, at: play.at),
      !LowBalanceLevels.isReached(level, by: before, of: reference)
    else { return }
    var crossing = LevelCrossing(
      event: play.index, account: UInt32(play.account), level: level, balance: after)
    crossing.previous = accounts[play.account].lastCrossing
    accounts[play.account].lastCrossing = UInt32(played.crossings.count)
    played.crossings.append(crossing)
  }

  /// Ends the wait of an account's crossings for a notice: the balance rose.
  mutating func endCrossings(of account: Int, raisedAt instant: Int64) {
    var next = accounts[account].lastCrossing
    if next == CreditEvent.none { return }
    while next != CreditEvent.none {
      played.crossings[Int(next)].raisedAt = instant
      next = played.crossings[Int(next)].previous
    }
    accounts[account].lastCrossing = CreditEvent.none
  }

  /// Compares a notice with the balance, and answers the crossings of its level or a higher one.
  mutating func applyNotice(_ play: EventInProgress) {
    let account = accounts[play.account]
    let level = LowBalanceLevels.level(names.name(play.event.subject))
    // Nothing can be said of a level that is not a number.
    let answered = level.map { answerCrossings(by: play, level: $0) } ?? false
    let isUnfounded =
      level.map { !LowBalanceLevels.isReached($0, by: account.balance, of: account.reference) }
      ?? false
    played.notices.append(
      PlayedNotice(
        event: play.index, account: UInt32(play.account), level: level,
        balance: account.balance, isUnfounded: isUnfounded, answersCrossing: answered))
    guard isUnfounded, let level else { return }
    var finding = play.finding(.noticeUnfounded)
    finding.found = .credits(account.balance)
    finding.expected = .credits(ReplayState.credits(level, of: account.reference))
    finding.detail = .level(millionths: level)
    report(finding, of: play.index, account: play.account, plan: play.plan)
  }

  /// The credits of a level, rounded down to a microcredit.
  private static func credits(_ level: Int64, of reference: Int128) -> Int128 {
    Int128(level) * reference / LowBalanceLevels.whole
  }

  /// Returns true if an open crossing of the last 24 hours has the level or a higher one; those wait no longer.
  private mutating func answerCrossings(by play: EventInProgress, level: Int64) -> Bool {
    var next = accounts[play.account].lastCrossing
    var kept: [UInt32] = []
    var answered = false
    while next != CreditEvent.none {
      let crossing = next
      next = played.crossings[Int(crossing)].previous
      let at = ledger.events[Int(played.crossings[Int(crossing)].event)].at
      if played.crossings[Int(crossing)].level >= level && play.at - at <= ReplayPrescan.patience {
        played.crossings[Int(crossing)].notice = play.index
        answered = true
      } else {
        kept.append(crossing)
      }
    }
    if !answered { return false }
    accounts[play.account].lastCrossing = CreditEvent.none
    for crossing in kept.reversed() {
      played.crossings[Int(crossing)].previous = accounts[play.account].lastCrossing
      accounts[play.account].lastCrossing = crossing
    }
    return true
  }

  /// True if a crossing within a day before `end` still waits for a notice or a rise.
  func hasOpenCrossing(before end: Int64) -> Bool {
    played.crossings.contains { crossing in
      crossing.notice == CreditEvent.none && crossing.raisedAt == .max
        && end - ledger.events[Int(crossing.event)].at <= ReplayPrescan.patience
    }
  }
}

extension EventKind {
  /// True for a kind that sets the reference balance when it raises the balance.
  var setsReference: Bool {
    switch self {
    case .grant, .reset, .redeem, .transferIn, .adjust, .planChange: true
    case .deduct, .reserve, .settle, .release, .refund, .reverse, .transferOut, .paymentRefund,
      .expire, .rollover, .balance, .notice:
      false
    }
  }
}
