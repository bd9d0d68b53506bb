/// The months of the accounts in the period: those that are over, and the open one of each account.
struct AccountMonthLog {
  /// In the order in which they ended.
  private(set) var closed: [AccountMonth] = []
  /// By index of account.
  private var open: [OpenMonth] = []

  /// The month that an account is in, with the sums of the period before it.
  private struct OpenMonth {
    /// Months since January of year 0; `noMonth` before the first event of the period.
    var number = AccountMonthLog.noMonth
    var opening: Int128 = 0
    var before = AccountTotals()
    var granted = AccountMonth.nothing
  }

  private static let noMonth = Int32.min

  mutating func addAccount() { open.append(OpenMonth()) }

  /// Adds credits that an account was granted in its open month.
  mutating func grant(_ credits: Int64, _ source: GrantSource, to account: Int) {
    open[account].granted[Int(source.rawValue)] += Int128(credits)
  }

  /// Begins a month of an account with its balance and the sums of the period so far.
  mutating func begin(_ month: Int32, of account: Int, _ state: CreditAccount) {
    open[account] = OpenMonth(
      number: month, opening: state.balance, before: state.totals, granted: AccountMonth.nothing)
  }

  /// Ends the open month of an account, and those after it through `last`, in which nothing happened.
  mutating func close(_ account: Int, through last: Int32, _ state: CreditAccount) {
    let month = open[account]
    if month.number == AccountMonthLog.noMonth { return }
    var row = AccountMonth(account: state.name, month: month.number)
    row.plan = state.plan
    row.opening = month.opening
    row.granted = month.granted
    row.refunded = state.totals.refunded - month.before.refunded
    row.transferredIn = state.totals.transferredIn - month.before.transferredIn
    row.consumed = state.totals.consumed - month.before.consumed
    row.expired = state.totals.expired - month.before.expired
    row.revoked = state.totals.revoked - month.before.revoked
    row.transferredOut = state.totals.transferredOut - month.before.transferredOut
    row.closing = state.balance
    if !row.isEmpty { closed.append(row) }
    if row.closing == 0 || last <= month.number { return }
    for number in month.number + 1...last {
      var row = AccountMonth(account: state.name, month: number)
      row.plan = state.plan
      row.opening = state.balance
      row.closing = state.balance
      closed.append(row)
    }
  }
}

extension AccountMonth {
  /// True without a balance and without a movement.
  fileprivate var isEmpty: Bool {
    opening == 0 && closing == 0 && refunded == 0 && transferredIn == 0 && consumed == 0
      && expired == 0 && revoked == 0 && transferredOut == 0 && granted.allSatisfy { $0 == 0 }
  }
}

extension ReplayState {
  /// Ends the months of an account that are over at an instant.
  @inline(__always)
  mutating func endMonths(of account: Int, at instant: Int64) {
    if instant >= accounts[account].monthEnd { turnMonth(of: account, at: instant) }
  }

  @inline(never)
  private mutating func turnMonth(of account: Int, at instant: Int64) {
    let number = Int32(monthNumber(at: instant))
    months.close(account, through: number - 1, accounts[account])
    beginMonth(number, of: account, at: instant)
  }

  private mutating func beginMonth(_ number: Int32, of account: Int, at instant: Int64) {
    months.begin(number, of: account, accounts[account])
    // After the last month that an instant can name comes none.
    let next = clock.start(of: Int(number) + 1)
    accounts[account].monthEnd = next > instant ? next : .max
  }

  /// Begins the months of all accounts at the start of the period.
  mutating func beginMonths(at instant: Int64) {
    let number = Int32(monthNumber(at: instant))
    for account in accounts.indices { beginMonth(number, of: account, at: instant) }
  }

  /// Ends the months of all accounts at the last instant of the replay.
  mutating func finishMonths(at last: Int64) {
    let number = Int32(monthNumber(at: last))
    for account in accounts.indices { months.close(account, through: number, accounts[account]) }
  }
}
