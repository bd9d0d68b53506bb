import Ledger

/// An account at the end of the replay with everything that led there.
package struct AccountStory: Sendable {
  package let statement: AccountStatement
  /// The account at the end of the replay; nil if it had no event and no draw by then.
  package let state: AccountState?
  /// The number of the id of its pool; nil if it has none.
  package let pool: UInt32?
  /// The open holds, in order of their events.
  package let holds: [Hold]
  /// The plan change that is not yet in force.
  package let pending: PendingPlan?
  /// The open debts, oldest first.
  package let debts: [OpenDebt]
  /// The grants of the account, in order of events, each with its index in the replay.
  package let grants: [(index: UInt32, row: GrantRow)]
}

/// A plan change that is not yet in force.
package struct PendingPlan: Hashable, Sendable {
  /// The number of the plan's name.
  package let plan: UInt32
  /// Nanoseconds since 1970.
  package let at: Int64
}

/// Consumption that no grant has covered yet.
package struct OpenDebt: Hashable, Sendable {
  /// The event that caused it, by index of the ledger.
  package let event: UInt32
  /// Microcredits.
  package let credits: Int64
}

extension CreditReplay {
  /// Returns the stories of accounts, given as numbers of the ledger's names and each once.
  ///
  /// The replay is that of `audit` with the same ledger, books and period; the usual one watches no account.
  package static func stories(
    of accounts: [UInt32], _ ledger: CreditLedger, books: CreditBooks, period: Range<Instant>?
  ) -> [AccountStory] {
    var state = ReplayState(ledger, books: books, ahead: LookAhead(ledger))
    state.statements = StatementLog(watching: accounts)
    state.playAll(period)
    state.noteUnplayed()
    state.checkIdentities()
    return accounts.map { state.story(of: $0, hasPeriod: period != nil) }
  }
}

extension ReplayState {
  fileprivate func story(of name: UInt32, hasPeriod: Bool) -> AccountStory {
    let statement = statement(of: name, hasPeriod: hasPeriod)
    let index = Int(name) < accountOfName.count ? accountOfName[Int(name)] : CreditEvent.none
    if index == CreditEvent.none {
      return AccountStory(
        statement: statement, state: nil, pool: nil, holds: [], pending: nil, debts: [], grants: [])
    }
    let account = accounts[Int(index)]
    let pending =
      account.pendingAt == .max
      ? nil : PendingPlan(plan: account.pendingPlan, at: account.pendingAt)
    return AccountStory(
      statement: statement, state: state(of: Int(index), at: played.end),
      pool: pool(of: Int(index)).map { accounts[$0].name },
      holds: played.holds.filter { $0.account == index && $0.state == .open },
      pending: pending,
      debts: debts.filter { $0.account == index && $0.open > 0 }.map {
        OpenDebt(event: $0.event, credits: $0.open)
      },
      grants: grants.indices.filter { grants[$0].account == index }.map {
        (UInt32($0), grantRow(grants[$0]))
      })
  }
}
