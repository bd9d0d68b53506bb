import Ledger

/// The accounts of a credit ledger at its end.
package struct ReplayedAccounts: Sendable {
  /// By account; none of an account in a pool.
  package let balances: [Name: ReplayedBalance]
  /// The organisations and members that share a pool: the balance of one does not say how long its credits last.
  package let pooled: Set<Name>

  package init(balances: [Name: ReplayedBalance], pooled: Set<Name>) {
    self.balances = balances
    self.pooled = pooled
  }

  /// Those of a workspace without a credit ledger.
  package static let none = ReplayedAccounts(balances: [:], pooled: [])
}

/// The balance of an account at the end of a credit ledger, as its events prove it.
package struct ReplayedBalance: Hashable, Sendable {
  package let credits: Credits
  /// The first instant after the replay: usage from here on is not in the balance.
  package let at: Instant

  package init(credits: Credits, at: Instant) {
    self.credits = credits
    self.at = at
  }
}
