/// What `focus.csv` tells apart besides days, models and prices.
package enum FocusCut: String, CaseIterable, Sendable {
  case none, tier
  /// The account, or the user where the ledger names no account.
  case account
}
