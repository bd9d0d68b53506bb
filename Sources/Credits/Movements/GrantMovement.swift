extension ReplayState {
  /// Makes a grant, which repays debts at once; returns its index.
  @discardableResult
  mutating func grant(_ new: NewGrant, at instant: Int64) -> Int {
    let index = grants.count
    grants.append(Grant(new, id: identify(new, grant: UInt32(index))))
    accounts[new.account].live += Int128(new.credits)
    book(new, index, at: instant)
    noteGrant(new, index, at: instant)
    if new.expiresAt < .max { addDue(new.account, at: new.expiresAt, item: UInt32(index)) }
    if new.source == .monthly {
      grants[index].nextMonthly = accounts[new.account].firstMonthly
      accounts[new.account].firstMonthly = UInt32(index)
    }
    if new.payment != CreditNames.blank { enter(index, payment: new.payment) }
    repayDebts(of: new.account, from: index, at: instant)
    enqueue(index, at: instant)
    return index
  }

  private mutating func noteGrant(_ new: NewGrant, _ grant: Int, at instant: Int64) {
    if !statements.isOn { return }
    if new.source != .refund {
      return note(
        .grant(paid: new.paid), new.credits, account: new.account, at: instant, grant: grant,
        realised: new.credits == 0 ? new.paid : 0)
    }
    let given = new.credits - new.restored
    if given > 0 {
      note(.givenAsGrant, given, account: new.account, at: instant, grant: grant)
    }
    if new.restored > 0 {
      note(.restorationAsGrant, new.restored, account: new.account, at: instant, grant: grant)
    }
  }

  /// The id by which a grant is known: a stated one that is in use is not used again.
  private mutating func identify(_ new: NewGrant, grant: UInt32) -> UInt32 {
    let account = UInt32(new.account)
    var id = new.grantID
    if id == CreditNames.blank || grantOfID[account, id] != nil {
      id = ledger.events[Int(new.event)].eventID
    }
    if id != CreditNames.blank, grantOfID[account, id] == nil { grantOfID[account, id] = grant }
    return id
  }

  private mutating func book(_ new: NewGrant, _ grant: Int, at instant: Int64) {
    switch new.source {
    case .refund: break
    case .transfer: accounts[new.account].totals.transferredIn += Int128(new.credits)
    case .monthly, .bonus, .topup, .promotion, .adjustment, .coupon:
      accounts[new.account].totals.granted += Int128(new.credits)
      if isInPeriod {
        grantedBySource[Int(new.source.rawValue)] += Int128(new.credits)
        months.grant(new.credits, new.source, to: new.account)
      }
    }
    if expectsBreakage {
      grants[grant].expectedBreakage = expectedBreakage(of: new.source, at: instant)
    }
    // Of credits that nobody is expected to use, the payment is breakage at once.
    let early = grants[grant].value - grants[grant].deferred
    let month = monthNumber(at: instant)
    revenue.book(new.source, in: month) { cell in
      cell.credits += Int128(new.credits)
      cell.breakage += early
      // The value of a transfer arrived when it was sent.
      if new.source == .transfer { return }
      cell.sold += new.paid
      if new.credits == 0 { cell.realised += new.paid }
    }
    postSale(new, grant, early: early, in: Int32(month), at: instant)
  }

  /// The percent of credits of a source expected never to be used, at an instant, in millionths.
  func expectedBreakage(of source: GrantSource, at instant: Int64) -> Int32 {
    books.value(books.settings.breakage, at: instant).expected(of: source.word)
  }

  private mutating func enter(_ grant: Int, payment id: UInt32) {
    let account = grants[grant].account
    let (granted, paid) = (Int128(grants[grant].granted), grants[grant].paid)
    guard let index = paymentOfID[account, id] else {
      paymentOfID[account, id] = UInt32(payments.count)
      payments.append(
        Payment(
          firstGrant: UInt32(grant), lastGrant: UInt32(grant), granted: granted, paid: paid))
      return
    }
    let last = Int(payments[Int(index)].lastGrant)
    grants[last].nextOfPayment = UInt32(grant)
    payments[Int(index)].lastGrant = UInt32(grant)
    payments[Int(index)].granted += granted
    payments[Int(index)].paid += paid
  }

  /// Repays the debts of an account from a new grant, oldest first.
  private mutating func repayDebts(of account: Int, from grant: Int, at instant: Int64) {
    while grants[grant].left > 0, accounts[account].firstDebt != CreditEvent.none {
      let debt = Int(accounts[account].firstDebt)
      let amount = min(grants[grant].left, debts[debt].open)
      if amount > 0 { repay(debt, from: grant, amount, at: instant) }
      if debts[debt].open > 0 { return }
      accounts[account].firstDebt = debts[debt].next
      if debts[debt].next == CreditEvent.none { accounts[account].lastDebt = CreditEvent.none }
    }
  }

  private mutating func repay(_ debt: Int, from grant: Int, _ amount: Int64, at instant: Int64) {
    let account = Int(debts[debt].account)
    debts[debt].open -= amount
    accounts[account].debts -= Int128(amount)
    if debts[debt].isTransfer {
      let event = ledger.events[Int(debts[debt].event)]
      send(
        amount, of: grant, transfer: event.subject,
        RevenueEntryEvent(
          event: debts[debt].event, account: event.account, plan: accounts[account].plan,
          instant: instant))
      note(
        .transferRepayment(of: debts[debt].event), 0, account: account, at: instant, grant: grant,
        ofGrant: -amount)
      return
    }
    let worth = move(
      grant, by: -amount, .consume, cause(ofUse: debts[debt].use, at: instant))
    note(
      .repayment(of: debts[debt].event), 0, account: account, at: instant, grant: grant,
      ofGrant: -amount, realised: worth)
    parts.append(
      Part(credits: amount, from: UInt32(grant), previous: debts[debt].lastRepayment))
    debts[debt].lastRepayment = UInt32(parts.count - 1)
  }

  /// Notes an instant at which a grant or hold of an account ends.
  mutating func addDue(_ account: Int, at instant: Int64, item: UInt32) {
    dues.append(ScheduledEnd(at: instant, item: item))
    accounts[account].firstDue = dueQueues.insert(
      UInt32(dues.count - 1), into: accounts[account].firstDue, of: dues, by: ScheduledEnd.precedes)
    accounts[account].nextDue = min(accounts[account].nextDue, instant)
  }
}
