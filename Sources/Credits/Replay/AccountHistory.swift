import Ledger

/// An account at the end of the replay with everything that led there.
package struct AccountHistory: Sendable {
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
  ) -> [AccountHistory] {
    var state = ReplayState(ledger, books: books, ahead: ReplayPrescan(ledger))
    state.statements = StatementLog(watching: accounts)
    state.playAll(period)
    state.noteUnplayed()
    state.checkIdentities()
    return state.stories(of: accounts, hasPeriod: period != nil)
  }
}

extension ReplayState {
  /// Tells of each account in one pass over grants, holds, debts and unplayed rows.
  fileprivate func stories(of names: [UInt32], hasPeriod: Bool) -> [AccountHistory] {
    let indices = names.map { name in
      Int(name) < accountOfName.count ? accountOfName[Int(name)] : CreditEvent.none
    }
    let wanted = Set(indices)
    let grantsOf = Dictionary(
      grouping: grants.indices.filter { wanted.contains(grants[$0].account) },
      by: { grants[$0].account })
    let holdsOf = Dictionary(
      grouping: played.holds.filter { $0.state == .open && wanted.contains($0.account) },
      by: \.account)
    let debtsOf = Dictionary(
      grouping: debts.filter { $0.open > 0 && wanted.contains($0.account) }, by: \.account)
    let unplayed = unplayedRows(of: names, until: hasPeriod ? played.end : .max)
    return zip(names, indices).map { name, index in
      let statement = statement(
        of: name, unplayed: unplayed[name] ?? [], hasPeriod: hasPeriod)
      if index == CreditEvent.none {
        return AccountHistory(
          statement: statement, state: nil, pool: nil, holds: [], pending: nil, debts: [],
          grants: [])
      }
      let account = accounts[Int(index)]
      return AccountHistory(
        statement: statement, state: state(of: Int(index), at: played.end),
        pool: pool(of: Int(index)).map { accounts[$0].name }, holds: holdsOf[index] ?? [],
        pending: account.pendingAt == .max
          ? nil : PendingPlan(plan: account.pendingPlan, at: account.pendingAt),
        debts: (debtsOf[index] ?? []).map { OpenDebt(event: $0.event, credits: $0.open) },
        grants: (grantsOf[index] ?? []).map { (UInt32($0), grantRow(grants[$0])) })
    }
  }
}
