import Ledger

extension ReplayState {
  /// Ends monthly grants together: a part of their credits rolls over, the rest expires.
  ///
  /// - Parameters:
  ///   - ending: the grants, oldest first.
  ///   - rollsUntil: the instant until which the credits that roll over live.
  mutating func endAllowance(
    _ ending: [UInt32], of account: Int, at instant: Int64, rollsUntil: Int64
  ) {
    var rolling = rolledCredits(of: ending, account: account, at: instant)
    let total = rolling
    let order = orders[orderIndex(at: instant)].order
    // The grants give up credits in consumption order, so the last keep theirs.
    let giving = ending.sorted { order.precedes($0, $1, in: grants) }
    var keeping = giving.map { _ in Int64(0) }
    for index in giving.indices.reversed() where !grants[Int(giving[index])].hasRolledOver {
      keeping[index] = Int64(min(rolling, Int128(grants[Int(giving[index])].left)))
      rolling -= Int128(keeping[index])
    }
    for (number, kept) in zip(giving, keeping) {
      let grant = Int(number)
      let left = grants[grant].left
      expireCredits(left - kept, of: grant, at: instant)
      if left > kept { pauseUntilRecord(of: grant) }
      if kept == 0 {
        end(grant, at: instant)
      } else {
        grants[grant].hasRolledOver = true
        grants[grant].rolledAfterReset = accounts[account].resetCount
        grants[grant].expiresAt = rollsUntil
        if rollsUntil < .max { addDue(account, at: rollsUntil, item: number) }
        note(
          .rollover(credits: kept, until: rollsUntil), 0, account: account, at: instant,
          grant: grant)
      }
    }
    if total > 0 {
      sortQueue(of: account, at: instant)
      noteRollover(total, account: account, at: instant)
    }
  }

  /// The credits that roll over, in microcredits: none of a grant that already did.
  private mutating func rolledCredits(
    of ending: [UInt32], account: Int, at instant: Int64
  ) -> Int128 {
    let number = accounts[account].plan
    guard let plan = plan(number, at: instant), plan.rolloverPercent.millionths > 0 else {
      return 0
    }
    let remaining: Int128 = ending.reduce(0) { sum, grant in
      grants[Int(grant)].hasRolledOver ? sum : sum + Int128(grants[Int(grant)].left)
    }
    let step = Int128(increment(plan: number, at: instant))
    let hundred: Int128 = 100_000_000
    let share = remaining * Int128(plan.rolloverPercent.millionths) / hundred / step * step
    let limit = plan.rolloverLimit.map { Int128($0.microcredits) } ?? share
    return min(share, limit)
  }

  /// Returns the live monthly grants of an account that a reset ends, oldest first.
  ///
  /// Credits that rolled over since the previous reset stay.
  mutating func monthlyEndedByReset(of account: Int) -> [UInt32] {
    var ending: [UInt32] = []
    var staying: [UInt32] = []
    var next = accounts[account].firstMonthly
    while next != CreditEvent.none {
      let grant = grants[Int(next)]
      if grant.isLive {
        let stays =
          grant.hasRolledOver && grant.rolledAfterReset == accounts[account].resetCount
        if stays { staying.append(next) } else { ending.append(next) }
      }
      next = grant.nextMonthly
    }
    // Grants that roll over now end at the next reset.
    accounts[account].firstMonthly = CreditEvent.none
    for grant in (staying + ending).sorted() {
      grants[Int(grant)].nextMonthly = accounts[account].firstMonthly
      accounts[account].firstMonthly = grant
    }
    return ending.reversed()
  }
}
