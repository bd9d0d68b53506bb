import Ledger

/// The columns of `accounts.csv` that hold at any time: those of the account's last known row.
package struct AccountTerms: Hashable, Sendable {
  package let account: Name
  /// The id of the organisation, which is also that of its pool account; nil for an account of its own.
  package var organisation: Name?
  package var role: Name?
  package var openedAt: Instant?
  /// The account is closed from this instant on.
  package var closedAt: Instant?
  /// Nil if the account is not a member of an organisation or the row says `none`.
  package var pool: PoolUse?
  /// The vendors at which the customer has an account of their own.
  ///
  /// Nil if the book has no column for them.
  package var byokProviders: [Name]?
  package var taxPercent: Percent?

  package init(account: Name) {
    self.account = account
  }
}

/// The order in which a member of an organisation takes credits from its own grants and from the pool's.
package enum PoolUse: String, Hashable, Sendable, CaseIterable {
  case afterOwn = "after_own"
  case beforeOwn = "before_own"
}
