import Ledger

extension ReplayState {
  /// Compares the credits that rolled over in the 24 hours before a record, or waits a second for them.
  mutating func compareRollover(_ play: EventPlay) {
    let account = play.account
    resolveWaitingRollover(of: account, at: .max)
    if let expected = ahead.lateRollovers[play.index] {
      compare(play.index, account: account, expected: expected)
    }
    let recent = (rollovers.removeValue(forKey: account) ?? []).filter {
      play.at - played.rollovers[$0].at <= LookAhead.patience
    }
    if !recent.isEmpty {
      let expected = recent.reduce(0) { $0 + played.rollovers[$1].credits }
      for rollover in recent { played.rollovers[rollover].hasRecord = true }
      compare(play.index, account: account, expected: expected)
    } else if mayRollOver(account, withinASecondOf: play) {
      accounts[account].waitingRollover = play.index
    } else {
      compare(play.index, account: account, expected: 0)
    }
  }

  /// Returns true if an allowance of the account ends in the second after a record.
  private func mayRollOver(_ account: Int, withinASecondOf play: EventPlay) -> Bool {
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

  /// Notes credits that rolled over, for the record that belongs to them.
  mutating func noteRollover(_ credits: Int128, account: Int, at instant: Int64) {
    resolveWaitingRollover(of: account, at: instant)
    let waiting = accounts[account].waitingRollover
    played.rollovers.append(
      Rollover(
        account: UInt32(account), at: instant, credits: credits, plan: accounts[account].plan,
        hasRecord: waiting != CreditEvent.none))
    if waiting != CreditEvent.none {
      accounts[account].waitingRollover = CreditEvent.none
      return compareLate(waiting, account: account, expected: credits)
    }
    // What rolled over more than a day before belongs to no later record.
    rollovers[account, default: []].removeAll {
      instant - played.rollovers[$0].at > LookAhead.patience
    }
    rollovers[account, default: []].append(played.rollovers.count - 1)
  }

  /// Compares a record for which no credits rolled over within a second, if one waits at an instant after that.
  mutating func resolveWaitingRollover(of account: Int, at instant: Int64) {
    let waiting = accounts[account].waitingRollover
    if waiting == CreditEvent.none { return }
    if instant - ledger.events[Int(waiting)].at <= Instant.nanosecondsPerSecond { return }
    accounts[account].waitingRollover = CreditEvent.none
    compareLate(waiting, account: account, expected: 0)
  }

  /// Compares a record that waited for credits to roll over; if they differ, the record needs them at its own instant.
  private mutating func compareLate(_ record: UInt32, account: Int, expected: Int128) {
    if ahead.lateRollovers[record] != nil { return }
    if Int128(ledger.events[Int(record)].credits) != expected { lateRollovers[record] = expected }
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
