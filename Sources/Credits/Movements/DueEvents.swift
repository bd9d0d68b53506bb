import Ledger

extension ReplayState {
  /// Processes everything due up to and including an instant, for an account and the pool that it draws on.
  mutating func advance(_ account: Int, through instant: Int64) {
    while accounts[account].nextDue <= instant { takeDueStep(of: account) }
    endMonths(of: account, at: instant)
    let pool = accounts[account].pool
    if pool == CreditEvent.none { return }
    while accounts[Int(pool)].nextDue <= instant { takeDueStep(of: Int(pool)) }
    endMonths(of: Int(pool), at: instant)
  }

  /// Processes everything due up to and including an instant, for all accounts.
  mutating func advanceAll(through instant: Int64) {
    for account in accounts.indices {
      while accounts[account].nextDue <= instant { takeDueStep(of: account) }
    }
  }

  /// Processes the earliest instant at which something is due: expiries, then holds, then a plan change.
  private mutating func takeDueStep(of account: Int) {
    let now = accounts[account].nextDue
    endMonths(of: account, at: now)
    var monthly: [UInt32] = []
    while earliestDue(of: account) == now {
      let first = accounts[account].firstDue
      let item = dues[Int(first)].item
      accounts[account].firstDue = dueQueues.removeFirst(first, of: dues, by: ScheduledEnd.precedes)
      if item & ScheduledEnd.holdBit != 0 {
        if !monthly.isEmpty { endMonthly(monthly, of: account, at: now) }
        monthly = []
        endHold(Int(item & ~ScheduledEnd.holdBit), at: now)
        continue
      }
      let grant = Int(item)
      guard grants[grant].isLive, grants[grant].expiresAt == now else { continue }
      if grants[grant].source == .monthly {
        monthly.append(item)
      } else {
        expire(grant, at: now)
      }
    }
    if !monthly.isEmpty { endMonthly(monthly, of: account, at: now) }
    if accounts[account].pendingAt == now {
      setPlan(accounts[account].pendingPlan, of: account, from: now)
      played.planChanges[Int(accounts[account].pendingChange)].state = .inForce
      accounts[account].pendingAt = .max
      note(.planInForce(accounts[account].pendingPlan), 0, account: account, at: now)
    }
    accounts[account].nextDue = min(earliestDue(of: account), accounts[account].pendingAt)
  }

  /// The earliest instant at which a grant or hold of an account ends; `Int64.max` if none does.
  func earliestDue(of account: Int) -> Int64 {
    let first = accounts[account].firstDue
    return first == CreditEvent.none ? .max : dues[Int(first)].at
  }

  /// Ends monthly grants at their `expires_at`; credits that roll over live one month longer.
  private mutating func endMonthly(_ ending: [UInt32], of account: Int, at instant: Int64) {
    let before = accounts[account].totals.expired
    let until = clock.later(instant, months: 1)
    endAllowance(ending, of: account, at: instant, rollsUntil: until)
    if accounts[account].totals.expired != before {
      let (end, overflow) = instant.addingReportingOverflow(ReplayPrescan.patience)
      accounts[account].pausedUntil = overflow ? .max : end
    }
  }

  private mutating func endHold(_ hold: Int, at instant: Int64) {
    guard played.holds[hold].state == .open else { return }
    played.holds[hold].state = .expired
    let account = Int(played.holds[hold].account)
    accounts[account].held -= Int128(played.holds[hold].credits)
    note(.holdEnd(reserve: played.holds[hold].event), 0, account: account, at: instant)
  }
}
