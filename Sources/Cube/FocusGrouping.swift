/// The further key of `focus.csv`, besides day, model and price.
package enum FocusGrouping: String, CaseIterable, Sendable {
  case none, tier
  /// The account, or the user where the ledger names no account.
  case account
}
