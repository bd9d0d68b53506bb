extension ReplayState {
  /// Begins the record of a consumption, so that it can be given back.
  mutating func beginUse(_ event: UInt32, account: Int, request: UInt32) -> UInt32 {
    let use = UInt32(uses.count)
    uses.append(
      Consumption(
        left: 0, event: event, account: UInt32(account), request: request,
        plan: accounts[account].plan))
    used.append(0)
    made[Int(event)] = use
    return use
  }

  /// Makes a use the latest of its account and request.
  mutating func chain(_ use: UInt32) {
    let (account, request) = (uses[Int(use)].account, uses[Int(use)].request)
    if request == CreditNames.blank { return }
    uses[Int(use)].previous = useOfRequest[account, request] ?? CreditEvent.none
    useOfRequest[account, request] = use
  }

  /// Consumes credits: of the account's own grants and its pool's, and as a debt where both end.
  mutating func consume(_ credits: Int64, account: Int, use: UInt32, at instant: Int64) {
    uses[Int(use)].left += credits
    used[Int(use)] += credits
    var need = credits
    let cause = cause(ofUse: use, at: instant)
    let pool = pool(of: account)
    if let pool, accounts[account].takesPoolFirst {
      need -= draw(need, from: pool, use: use, cause)
    }
    need -= take(need, from: account, use: use, cause)
    if let pool, !accounts[account].takesPoolFirst {
      need -= draw(need, from: pool, use: use, cause)
    }
    if need == 0 { return }
    accounts[account].totals.consumed += Int128(need)
    noteConsumed(need, of: account, cause)
    let debt = owe(need, account: account, event: uses[Int(use)].event, use: use)
    addPart(need, from: debt | Part.debtBit, use: use)
  }

  /// The cause of the money of a use: its event, but no request of a payment refund.
  func cause(ofUse use: UInt32, at instant: Int64) -> RevenueEntryEvent {
    let index = uses[Int(use)].event
    let event = ledger.events[Int(index)]
    return RevenueEntryEvent(
      event: index, account: event.account,
      request: event.kind == .paymentRefund ? CreditNames.blank : event.request,
      plan: uses[Int(use)].plan, instant: instant)
  }

  private mutating func draw(
    _ credits: Int64, from pool: Int, use: UInt32, _ cause: RevenueEntryEvent
  ) -> Int64 {
    if credits == 0 { return 0 }
    let taken = take(credits, from: pool, use: use, cause)
    if taken > 0 {
      accounts[pool].wasDrawn = true
      let member = uses[Int(use)]
      played.draws.append(
        PoolDraw(
          event: member.event, account: member.account, pool: UInt32(pool), credits: taken,
          plan: member.plan))
      note(
        .poolDraw(pool: accounts[pool].name, credits: taken), 0,
        account: Int(uses[Int(use)].account), at: cause.instant)
    }
    return taken
  }

  /// Takes up to a number of credits from the grants of one account; returns the number taken.
  private mutating func take(
    _ credits: Int64, from owner: Int, use: UInt32, _ cause: RevenueEntryEvent
  ) -> Int64 {
    var need = credits
    while need > 0, let grant = nextGrant(of: owner, at: cause.instant) {
      let taken = min(need, grants[grant].left)
      let worth = move(grant, by: -taken, .consume, cause)
      note(.consumption, -taken, account: owner, at: cause.instant, grant: grant, realised: worth)
      addPart(taken, from: UInt32(grant), use: use)
      need -= taken
    }
    accounts[owner].totals.consumed += Int128(credits - need)
    noteConsumed(credits - need, of: owner, cause)
    return credits - need
  }

  /// Returns the grant of an account from which credits come next; nil if it has none left.
  mutating func nextGrant(of owner: Int, at instant: Int64) -> Int? {
    let index = orderIndex(at: instant)
    if accounts[owner].orderIndex != index { sortQueue(of: owner, at: instant) }
    while accounts[owner].firstGrant != CreditEvent.none {
      let first = Int(accounts[owner].firstGrant)
      if grants[first].left > 0 { return first }
      let order = orders[index].order
      accounts[owner].firstGrant = queues.removeFirst(
        UInt32(first), of: grants, by: order.precedes)
      grants[first].isQueued = false
    }
    return nil
  }

  /// Sorts the queue of an account anew, as the order or expiries changed.
  mutating func sortQueue(of owner: Int, at instant: Int64) {
    let index = orderIndex(at: instant)
    accounts[owner].orderIndex = Int32(index)
    let queued = queues.removeAll(of: accounts[owner].firstGrant)
    accounts[owner].firstGrant = CreditEvent.none
    for grant in queued {
      grants[Int(grant)].isQueued = false
      enqueue(Int(grant), at: instant)
    }
  }

  /// Enters a grant with credits into the queue of its account.
  mutating func enqueue(_ grant: Int, at instant: Int64) {
    if grants[grant].isQueued || grants[grant].left == 0 { return }
    let owner = Int(grants[grant].account)
    if accounts[owner].orderIndex != orderIndex(at: instant) { sortQueue(of: owner, at: instant) }
    grants[grant].isQueued = true
    let order = orders[Int(accounts[owner].orderIndex)].order
    accounts[owner].firstGrant = queues.insert(
      UInt32(grant), into: accounts[owner].firstGrant, of: grants, by: order.precedes)
  }

  /// Notes credits that no grant covers; returns the debt.
  ///
  /// - Parameter use: the use that caused them; nil for a transfer.
  mutating func owe(_ credits: Int64, account: Int, event: UInt32, use: UInt32?) -> UInt32 {
    let debt = UInt32(debts.count)
    debts.append(
      Debt(
        open: credits, account: UInt32(account), event: event, use: use ?? CreditEvent.none))
    let last = accounts[account].lastDebt
    if last == CreditEvent.none {
      accounts[account].firstDebt = debt
    } else {
      debts[Int(last)].next = debt
    }
    accounts[account].lastDebt = debt
    accounts[account].debts += Int128(credits)
    note(
      use == nil ? .transferDebt : .debt, -credits, account: account,
      at: ledger.events[Int(event)].at)
    return debt
  }

  private mutating func addPart(_ credits: Int64, from: UInt32, use: UInt32) {
    parts.append(Part(credits: credits, from: from, previous: uses[Int(use)].lastPart))
    uses[Int(use)].lastPart = UInt32(parts.count - 1)
  }
}
