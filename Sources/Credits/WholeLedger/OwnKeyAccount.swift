import Ledger

/// A row of `byok-accounts.csv`: an account of a customer at a vendor.
package struct OwnKeyAccount: Hashable, Sendable {
  package let account: Name
  package let provider: Name
  /// True if `accounts.csv` names the provider for the account.
  package var isRegistered = false
  /// The requests of the period with the customer's own key; nil without a usage ledger.
  package var use: OwnKeyUse?
  /// The last recorded balance at the vendor in 10⁻¹⁸; `CreditEvent.noStated` without one.
  package var balance: Int128 = CreditEvent.noStated
  /// The instant of that balance, in nanoseconds since 1970; nil without one.
  package var balanceAt: Int64?

  package init(account: Name, provider: Name) {
    self.account = account
    self.provider = provider
  }
}

/// The requests of a period under the key of one customer at one vendor.
package struct OwnKeyUse: Hashable, Sendable {
  package private(set) var requests = 0
  /// The requests without a price, which the amounts exclude.
  package private(set) var unpriced = 0
  private var pricedCost: Int128 = 0
  private var pricedFee: Int128 = 0

  package init() {}

  /// The vendor's price of the priced requests, in 10⁻¹⁸ USD; nil if there are only others.
  package var notionalCost: Int128? { isAmountKnown ? pricedCost : nil }

  /// The platform fee for the priced requests by the books, in microcredits; nil if there are only others.
  package var fee: Int128? { isAmountKnown ? pricedFee : nil }

  private var isAmountKnown: Bool { requests == 0 || unpriced < requests }

  /// Counts a request; its amounts are nil if it has no price.
  ///
  /// - Parameters:
  ///   - notionalCost: the vendor's price, in 10⁻¹⁸ USD.
  ///   - fee: the credits by the books, in microcredits.
  package mutating func add(_ amounts: (notionalCost: Int128, fee: Int128)?) {
    requests += 1
    guard let amounts else {
      unpriced += 1
      return
    }
    pricedCost += amounts.notionalCost
    pricedFee += amounts.fee
  }
}
