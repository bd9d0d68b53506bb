import Ledger

extension ReplayState {
  /// Ends the pause of the comparison that waits for this record.
  mutating func noteExpireRecord(_ event: CreditEvent, account: Int) {
    guard let toCome = recordsToCome[event.account, event.subject], toCome > 0 else {
      preconditionFailure("every record was counted ahead")
    }
    recordsToCome[event.account, event.subject] = toCome - 1
    guard let grant = grantOfID[UInt32(account), event.subject], grants[Int(grant)].awaitsRecord
    else { return }
    grants[Int(grant)].awaitsRecord = false
    accounts[account].pauses -= 1
  }

  /// Compares an expiry with its record; an early record removes credits.
  mutating func compareExpire(_ play: EventInProgress) {
    let found = Int128(play.event.credits)
    guard let number = grantOfID[UInt32(play.account), play.event.subject] else {
      return reportExpiry(play, expected: 0, found: found)
    }
    let grant = Int(number)
    if grants[grant].isLive && grants[grant].unrecorded == 0 { return expireEarly(grant, play) }
    let expected = Int128(grants[grant].unrecorded)
    // One fact counts once: a second record is of nothing.
    grants[grant].unrecorded = 0
    if found != expected {
      reportExpiry(play, expected: expected, found: found)
    } else if found > 0 && play.at - grants[grant].unrecordedAt > ReplayPrescan.patience {
      var finding = play.finding(.expiryLate, credits: found)
      (finding.expected, finding.found) = (
        .instant(grants[grant].unrecordedAt), .instant(play.at)
      )
      report(finding, of: play.index, account: play.account, plan: play.plan)
    }
  }

  private mutating func reportExpiry(_ play: EventInProgress, expected: Int128, found: Int128) {
    var finding = play.finding(.expiryDiffers)
    finding.stake(found - expected, effect: expected - found)
    (finding.expected, finding.found) = (.credits(expected), .credits(found))
    report(finding, of: play.index, account: play.account, plan: play.plan)
  }

  private mutating func expireEarly(_ grant: Int, _ play: EventInProgress) {
    let removed = min(play.event.credits, grants[grant].left)
    if removed > 0 {
      move(grant, by: -removed, .expire, play.cause)
      accounts[play.account].totals.expired += Int128(removed)
      note(.earlyExpiry, -removed, account: play.account, at: play.at, grant: grant)
    }
    let expiresAt = grants[grant].expiresAt
    var finding = play.finding(.expiredEarly)
    finding.stake(Int128(removed), effect: Int128(removed) - Int128(play.event.credits))
    (finding.expected, finding.found) = (.instant(expiresAt), .instant(play.at))
    finding.detail = .early(
      nanoseconds: expiresAt - play.at, reason: cause(of: play.at, before: expiresAt))
    report(finding, of: play.index, account: play.account, plan: play.plan)
  }

  /// The likely cause of a record at one instant of an expiry at a later one.
  private func cause(of found: Int64, before expected: Int64) -> EarlyExpiry {
    if expected == .max { return .unexplained }
    let gap = expected - found
    let quarter = 15 * 60 * Instant.nanosecondsPerSecond
    if gap % quarter == 0 && gap <= 14 * 4 * quarter { return .zoneOffset }
    let (record, end) = (Instant(nanoseconds: found), Instant(nanoseconds: expected))
    let isStart =
      record == Instant(startOf: end.utcDay)
      || record == books.zone.start(of: books.zone.day(of: end))
    return isStart ? .startOfDay : .unexplained
  }
}
