extension ReplayState {
  /// Ends a grant that is not of an allowance: its credits expire.
  mutating func expire(_ grant: Int, at instant: Int64) {
    let credits = grants[grant].left
    expireCredits(credits, of: grant, at: instant)
    end(grant, at: instant)
    awaitRecord(of: grant, expired: credits, at: instant)
  }

  /// Lets credits of a grant expire.
  mutating func expireCredits(_ credits: Int64, of grant: Int, at instant: Int64) {
    if credits == 0 { return }
    grants[grant].unrecorded += credits
    grants[grant].unrecordedAt = instant
    let account = Int(grants[grant].account)
    move(grant, by: -credits, .expire, cause(ofEndOf: grant, at: instant))
    accounts[account].totals.expired += Int128(credits)
    note(.expiry, -credits, account: account, at: instant, grant: grant)
  }

  /// The cause of what time does to a grant: the event that made it.
  func cause(ofEndOf grant: Int, at instant: Int64) -> RevenueEntryEvent {
    let owner = Int(grants[grant].account)
    return RevenueEntryEvent(
      event: grants[grant].event, account: accounts[owner].name, plan: accounts[owner].plan,
      instant: instant)
  }

  /// Notes that a grant has ended for good.
  mutating func end(_ grant: Int, at instant: Int64) {
    grants[grant].endedAt = instant
    let (broken, paid) = (grants[grant].broken, grants[grant].paid)
    if paid == 0 { return }
    revenue.book(grants[grant].source, in: monthNumber(at: instant)) { cell in
      cell.seenExpired += broken
      cell.seenPaid += paid
    }
  }

  /// Pauses the comparison until the record of an expiry, or reports that it is missing.
  private mutating func awaitRecord(of grant: Int, expired credits: Int64, at instant: Int64) {
    if credits == 0 || pauseUntilRecord(of: grant) || !ahead.hasExpireRecords { return }
    let account = Int(grants[grant].account)
    let name = accounts[account].name
    if ahead.expireRecords[name, grants[grant].id] != nil { return }
    let (reported, overflow) = instant.addingReportingOverflow(ReplayPrescan.patience)
    if overflow || reported > ahead.lastAt {
      // The record may still come.
      accounts[account].pauses += 1
      return
    }
    var finding = CreditFinding(.expiryMissing, at: instant, account: name)
    finding.stake(Int128(credits), effect: Int128(credits))
    finding.expected = .credits(Int128(credits))
    finding.detail = .ended(at: instant)
    report(finding, of: grants[grant].event, account: account, plan: accounts[account].plan)
  }

  /// Pauses the comparison if a record of this expiry is still to come; returns true if one is.
  @discardableResult
  mutating func pauseUntilRecord(of grant: Int) -> Bool {
    let account = Int(grants[grant].account)
    let toCome = recordsToCome[accounts[account].name, grants[grant].id] ?? 0
    if toCome == 0 { return false }
    if !grants[grant].awaitsRecord { accounts[account].pauses += 1 }
    grants[grant].awaitsRecord = true
    return true
  }
}
