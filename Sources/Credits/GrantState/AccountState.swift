/// An account at one instant.
///
/// Credits in microcredits; texts are numbers of the audit's names.
package struct AccountState: Hashable, Sendable {
  package let balance: Int128
  package let held: Int128
  package let debts: Int128
  /// The balance of the pool that the account draws on; nil if it has none.
  package let poolBalance: Int128?
  /// The number of the plan in force; 0 is none.
  package let plan: UInt32
  /// The sum of the account's balance effects so far.
  package let effects: Int128
  /// The grants with credits left, in consumption order.
  package let grants: [GrantShare]

  package var available: Int128 { balance - held }
}

/// The credits left of one grant.
package struct GrantShare: Hashable, Sendable {
  /// The index of the grant in the replay.
  package let index: UInt32
  package let grantID: UInt32
  package let source: GrantSource
  package let left: Int64
  /// Nanoseconds since 1970; `Int64.max` is never.
  package let expiresAt: Int64
}

/// The event that a replay watches, and its account before and after it.
struct WatchedEvent {
  var event = CreditEvent.none
  var before: AccountState?
  var after: AccountState?
}

extension ReplayState {
  /// Returns the state of an account as it is now.
  func state(of account: Int, at instant: Int64) -> AccountState {
    let order = orders[orderIndex(at: instant)].order
    let live = queues.elements(of: accounts[account].firstGrant).filter { grants[Int($0)].left > 0 }
    let sorted = live.sorted { order.precedes($0, $1, in: grants) }
    return AccountState(
      balance: accounts[account].balance, held: accounts[account].held,
      debts: accounts[account].debts, poolBalance: pool(of: account).map { accounts[$0].balance },
      plan: accounts[account].plan, effects: accounts[account].effects,
      grants: sorted.map { number in
        let grant = grants[Int(number)]
        return GrantShare(
          index: number, grantID: grant.id, source: grant.source, left: grant.left,
          expiresAt: grant.expiresAt)
      })
  }
}
