import Ledger

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
