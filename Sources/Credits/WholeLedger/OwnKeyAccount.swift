import Ledger

/// A row of `byok-accounts.csv`: an account of a customer at a vendor.
package struct OwnKeyAccount: Hashable, Sendable {
  package let account: Name
  package let provider: Name
  /// True if `accounts.csv` names the provider for the account.
  package var isRegistered = false
  /// The requests of the period under the customer's own key.
  package var requests = 0
  /// The vendor's price of these requests, in 10⁻¹⁸ USD.
  package var notionalCost: Int128 = 0
  /// The platform fee for these requests by the books, in microcredits.
  package var fee: Int128 = 0
  /// The last recorded balance at the vendor in 10⁻¹⁸; `CreditEvent.noStated` without one.
  package var balance: Int128 = CreditEvent.noStated
  /// The instant of that balance, in nanoseconds since 1970; nil without one.
  package var balanceAt: Int64?

  package init(account: Name, provider: Name) {
    self.account = account
    self.provider = provider
  }
}
