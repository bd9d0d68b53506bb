import Ledger

extension ReplayState {
  /// Compares a record with the credits that rolled over in the 24 hours before it and in the second after it.
  ///
  /// The replay does not know the latter yet. If the sum differs, a second replay compares the record at its own
  /// instant.
  mutating func compareRollover(_ play: EventInProgress) {
    let account = play.account
    let recent = (rollovers.removeValue(forKey: account) ?? []).filter {
      play.at - played.rollovers[$0].at <= ReplayPrescan.patience
    }
    for rollover in recent { played.rollovers[rollover].hasRecord = true }
    let credits = recent.reduce(0) { $0 + played.rollovers[$1].credits }
    let known = ahead.lateRollovers[play.index]
    if let known { compare(play.index, account: account, expected: known) }
    if mayRollOver(account, withinASecondOf: play) {
      waitingRollovers[account, default: []].append(
        WaitingRollover(record: play.index, at: play.at, credits: credits))
    } else if known == nil {
      compare(play.index, account: account, expected: credits)
    }
  }

  /// Returns true if an allowance of the account ends in the second after a record.
  private func mayRollOver(_ account: Int, withinASecondOf play: EventInProgress) -> Bool {
    func follows(_ instant: Int64) -> Bool {
      let (time, overflow) = instant.subtractingReportingOverflow(play.at)
      return !overflow && 0...Instant.nanosecondsPerSecond ~= time
    }
    if ahead.rollingRecords.contains(play.index) { return true }
    var monthly = accounts[account].firstMonthly
    while monthly != CreditEvent.none {
      let grant = grants[Int(monthly)]
      if grant.isLive && follows(grant.expiresAt) { return true }
      monthly = grant.nextMonthly
    }
    return false
  }

  /// Notes credits that rolled over, for the record that belongs to them: the earliest of those that wait.
  mutating func noteRollover(_ credits: Int128, account: Int, at instant: Int64) {
    resolveWaitingRollovers(of: account, at: instant)
    let hasRecord = waitingRollovers[account] != nil
    played.rollovers.append(
      Rollover(
        account: UInt32(account), at: instant, credits: credits, plan: accounts[account].plan,
        hasRecord: hasRecord))
    if hasRecord {
      waitingRollovers[account]?[0].credits += credits
      return
    }
    // What rolled over more than a day before belongs to no later record.
    rollovers[account, default: []].removeAll {
      instant - played.rollovers[$0].at > ReplayPrescan.patience
    }
    rollovers[account, default: []].append(played.rollovers.count - 1)
  }

  /// Compares the records of an account whose second has passed at an instant.
  @inline(__always)
  mutating func resolveWaitingRollovers(of account: Int, at instant: Int64) {
    if waitingRollovers.isEmpty { return }
    resolve(account) { $0.isOver(at: instant) }
  }

  /// Compares every record that still waits, as no more events are played.
  mutating func resolveWaitingRollovers() {
    for account in accounts.indices { resolve(account) { _ in true } }
  }

  private mutating func resolve(_ account: Int, _ isOver: (WaitingRollover) -> Bool) {
    guard var waiting = waitingRollovers.removeValue(forKey: account) else { return }
    while let first = waiting.first, isOver(first) {
      waiting.removeFirst()
      compareLate(first)
    }
    if !waiting.isEmpty { waitingRollovers[account] = waiting }
  }

  /// Notes the credits of a record that differs, which needs them at its own instant.
  private mutating func compareLate(_ waiting: WaitingRollover) {
    if ahead.lateRollovers[waiting.record] != nil { return }
    if Int128(ledger.events[Int(waiting.record)].credits) != waiting.credits {
      lateRollovers[waiting.record] = waiting.credits
    }
  }

  private mutating func compare(_ record: UInt32, account: Int, expected: Int128) {
    let event = ledger.events[Int(record)]
    let found = Int128(event.credits)
    if found == expected { return }
    var finding = CreditFinding(.rolloverDiffers, at: event.at, account: event.account)
    finding.stake(found - expected, effect: found - expected)
    (finding.expected, finding.found) = (.credits(expected), .credits(found))
    report(finding, of: record, account: account, plan: accounts[account].plan)
  }
}
