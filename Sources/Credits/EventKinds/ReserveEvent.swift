extension ReplayState {
  /// Places a hold; one with the same id that is open ends.
  mutating func applyReserve(_ play: EventInProgress) {
    let (account, id) = (play.account, play.event.subject)
    if let old = holdOfID[UInt32(account), id], played.holds[Int(old)].state == .open {
      endHold(Int(old), as: .replaced, by: play.index)
    }
    let pool = pool(of: account).map { max(0, accounts[$0].balance) } ?? 0
    let excess = Int128(play.event.credits) - accounts[account].available - pool
    if excess > 0 {
      var finding = play.finding(.reservedAboveAvailable, credits: excess)
      finding.expected = .credits(accounts[account].available + pool)
      finding.found = .credits(Int128(play.event.credits))
      report(finding, of: play.index, account: account, plan: play.plan)
    }
    let hold = UInt32(played.holds.count)
    played.holds.append(
      Hold(
        credits: play.event.credits, expiresAt: play.terms.expiresAt, event: play.index,
        account: UInt32(account)))
    holdOfID[UInt32(account), id] = hold
    accounts[account].held += Int128(play.event.credits)
    addDue(account, at: play.terms.expiresAt, item: hold | ScheduledEnd.holdBit)
  }

  /// Ends an open hold by an event.
  mutating func endHold(_ hold: Int, as state: HoldState, by event: UInt32) {
    if played.holds[hold].state == .open {
      accounts[Int(played.holds[hold].account)].held -= Int128(played.holds[hold].credits)
    }
    played.holds[hold].state = state
    played.holds[hold].endedBy = event
  }
}
