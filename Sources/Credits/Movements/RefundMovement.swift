import Ledger

/// Credits on their way back from one event to the grants and debts that they came from.
struct Returning {
  let event: UInt32
  let instant: Int64
  /// The event, its account, and the request whose credits come back.
  var cause: RevenueEntryEvent
  /// Credits of grants that have expired, in microcredits: of the account of the event, and of its pool.
  ///
  /// The restored part had been revoked by a payment refund, the rest consumed.
  var expired: [(account: Int, credits: Int64, restored: Int64)] = []

  init(_ play: EventInProgress) {
    event = play.index
    instant = play.at
    cause = play.cause
  }

  mutating func addExpired(_ credits: Int64, account: Int, isRestored: Bool = false) {
    let restored = isRestored ? credits : 0
    if let index = expired.firstIndex(where: { $0.account == account }) {
      expired[index].credits += credits
      expired[index].restored += restored
    } else {
      expired.append((account, credits, restored))
    }
  }
}

extension ReplayState {
  /// Gives back credits of a request, newest use first; returns the number, which is less where there are no more.
  mutating func giveBack(
    _ credits: Int64, ofRequest request: UInt32, account: Int, to returning: inout Returning
  ) -> Int64 {
    var need = credits
    while need > 0, let use = useOfRequest[UInt32(account), request], use != CreditEvent.none {
      need -= giveBack(need, of: use, to: &returning)
      // A use without credits is not looked at again: many refunds of one request take linear time.
      if uses[Int(use)].left == 0 {
        useOfRequest[UInt32(account), request] = uses[Int(use)].previous
      }
    }
    return credits - need
  }

  /// Gives back up to a number of credits of a use, starting with those taken last; returns the number.
  mutating func giveBack(_ credits: Int64, of use: UInt32, to returning: inout Returning) -> Int64 {
    var need = min(credits, uses[Int(use)].left)
    let given = need
    uses[Int(use)].left -= given
    returning.cause.request = cause(ofUse: use, at: returning.instant).request
    while need > 0 {
      let part = Int(uses[Int(use)].lastPart)
      let amount = giveBack(need, ofPart: part, of: Int(uses[Int(use)].account), to: &returning)
      need -= amount
      if parts[part].credits == 0 { uses[Int(use)].lastPart = parts[part].previous }
      precondition(amount > 0 || parts[part].credits == 0, "each part gives back what it has")
    }
    return given
  }

  /// Gives back credits of one part: to its grant, or of its debt the open credits first and then its repayments.
  private mutating func giveBack(
    _ credits: Int64, ofPart part: Int, of account: Int, to returning: inout Returning
  ) -> Int64 {
    let amount = min(credits, parts[part].credits)
    parts[part].credits -= amount
    let from = parts[part].from
    if from & Part.debtBit == 0 {
      giveBack(amount, toGrant: Int(from), &returning)
      return amount
    }
    let debt = Int(from & ~Part.debtBit)
    let open = min(amount, debts[debt].open)
    debts[debt].open -= open
    accounts[account].debts -= Int128(open)
    accounts[account].totals.refunded += Int128(open)
    noteConsumed(-open, of: account, returning.cause)
    if open > 0 { note(.givenToDebt, open, account: account, at: returning.instant) }
    var repaid = amount - open
    while repaid > 0 {
      let repayment = Int(debts[debt].lastRepayment)
      let back = min(repaid, parts[repayment].credits)
      parts[repayment].credits -= back
      giveBack(back, toGrant: Int(parts[repayment].from), &returning)
      repaid -= back
      if parts[repayment].credits == 0 { debts[debt].lastRepayment = parts[repayment].previous }
    }
    return amount
  }

  private mutating func giveBack(_ credits: Int64, toGrant grant: Int, _ returning: inout Returning)
  {
    let owner = Int(grants[grant].account)
    accounts[owner].totals.refunded += Int128(credits)
    noteConsumed(-credits, of: owner, returning.cause)
    notePoolReturn(credits, from: owner, returning)
    if grants[grant].isLive {
      let worth = move(grant, by: credits, .giveBack, returning.cause)
      note(
        .given, credits, account: owner, at: returning.instant, grant: grant, realised: worth)
      enqueue(grant, at: returning.instant)
      endCrossings(of: owner, raisedAt: returning.instant)
      return
    }
    if isLost(at: returning.instant) {
      accounts[owner].totals.expired += Int128(credits)
      grants[grant].refunded += Int128(credits)
      grants[grant].expired += credits
      note(.givenToEnded, credits, account: owner, at: returning.instant, grant: grant)
      note(.loss, -credits, account: owner, at: returning.instant, grant: grant)
      return
    }
    returning.addExpired(credits, account: owner)
  }

  /// Enters credits that go back to a pool into the statement of the member.
  private mutating func notePoolReturn(
    _ credits: Int64, from owner: Int, _ returning: Returning
  ) {
    if !statements.isOn { return }
    let member = Int(accountOfName[Int(ledger.events[Int(returning.event)].account)])
    if member == owner { return }
    note(
      .poolReturn(pool: accounts[owner].name, credits: credits), 0, account: member,
      at: returning.instant)
  }

  /// True if credits refunded to an expired grant are lost at an instant.
  func isLost(at instant: Int64) -> Bool {
    switch books.value(books.settings.refundExpired, at: instant) {
    case .lost: true
    case .newGrant: false
    }
  }

  /// Makes a grant of the credits that came back to expired grants.
  mutating func grantExpired(_ returning: Returning) {
    let days = books.value(books.settings.refundExpiresDays, at: returning.instant)
    let expiresAt = days.map { InstantAfterDays.instant($0, after: returning.instant) }
    for (account, credits, restored) in returning.expired {
      grant(
        NewGrant(
          event: returning.event, account: account, credits: credits, source: .refund,
          expiresAt: expiresAt ?? .max, restored: restored), at: returning.instant)
      endCrossings(of: account, raisedAt: returning.instant)
    }
  }
}
