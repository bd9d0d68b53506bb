/// The statements of the accounts that a replay watches; the usual replay watches none.
struct StatementLog {
  /// True if an account is watched.
  private(set) var isOn = false
  /// The event that is being played; `CreditEvent.none` between events.
  private(set) var event = CreditEvent.none
  /// By the number of the account's name.
  private var logs: [UInt32: AccountLog] = [:]
  private var linesBefore = 0

  /// The lines of one account since the start of the period.
  struct AccountLog {
    var opening: Int128 = 0
    var openingReserved: Int128 = 0
    var lines: [StatementLine] = []
    /// The opening balance and the sum of the lines.
    var balance: Int128 = 0
  }

  init(watching accounts: [UInt32] = []) {
    isOn = !accounts.isEmpty
    for account in accounts { logs[account] = AccountLog() }
  }

  func watches(_ account: UInt32) -> Bool { logs[account] != nil }

  /// The lines of a watched account.
  subscript(account: UInt32) -> AccountLog {
    guard let log = logs[account] else { preconditionFailure("the account is watched") }
    return log
  }

  /// Begins an event of an account.
  mutating func begin(_ index: UInt32, account: UInt32) {
    event = index
    linesBefore = logs[account]?.lines.count ?? 0
  }

  /// Returns true if the current event has no line in the statement of its account, which is watched.
  func isSilent(_ account: UInt32) -> Bool { logs[account]?.lines.count == linesBefore }

  mutating func end() { event = CreditEvent.none }

  /// Begins the period of an account anew with its balance and its open holds.
  mutating func open(_ account: UInt32, balance: Int128, reserved: Int128) {
    guard logs[account] != nil else { return }
    logs[account] = AccountLog(opening: balance, openingReserved: reserved, balance: balance)
  }

  /// Adds a line; its balance is that of the line before and its credits.
  mutating func add(
    _ step: StatementStep, _ credits: Int64, account: UInt32, at instant: Int64, reserved: Int128,
    grant: StatementGrant?, ofGrant: Int64, realised: Int128
  ) {
    guard var log = logs.removeValue(forKey: account) else { return }
    log.balance += Int128(credits)
    log.lines.append(
      StatementLine(
        at: instant, event: event, step: step, credits: credits, balance: log.balance,
        reserved: reserved, grant: grant, ofGrant: ofGrant, realised: realised))
    logs[account] = log
  }
}

extension ReplayState {
  /// Enters a step into the statement of an account, if it is watched.
  ///
  /// - Parameters:
  ///   - credits: the change of the balance, in microcredits.
  ///   - ofGrant: the change of the credits left of the grant, where it is another number.
  ///   - realised: the revenue realised, in 10⁻¹⁸ USD.
  @inline(__always)
  mutating func note(
    _ step: StatementStep, _ credits: Int64, account: Int, at instant: Int64,
    grant: Int? = nil, ofGrant: Int64? = nil, realised: Int128 = 0
  ) {
    if !statements.isOn { return }
    enter(
      step, credits, account: account, at: instant, grant: grant, ofGrant: ofGrant ?? credits,
      realised: realised)
  }

  @inline(never)
  private mutating func enter(
    _ step: StatementStep, _ credits: Int64, account: Int, at instant: Int64, grant: Int?,
    ofGrant: Int64, realised: Int128
  ) {
    let named = grant.map { index in
      StatementGrant(
        index: UInt32(index), id: grants[index].id, source: grants[index].source,
        event: grants[index].event, expiresAt: grants[index].expiresAt)
    }
    statements.add(
      step, credits, account: accounts[account].name, at: instant,
      reserved: accounts[account].held, grant: named, ofGrant: grant == nil ? 0 : ofGrant,
      realised: realised)
  }

  /// Enters an event of a watched account that has no line yet, and checks the balance of its statement.
  mutating func endNotes(_ play: EventInProgress) {
    let name = play.event.account
    if statements.isSilent(name) { note(.event, 0, account: play.account, at: play.at) }
    statements.end()
    if !statements.watches(name) { return }
    precondition(
      statements[name].balance == accounts[play.account].balance,
      "the lines of a statement sum to the balance")
  }
}
