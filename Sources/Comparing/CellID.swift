import Ledger

/// The dimensions that a bridge distinguishes within one account.
package struct CellKey: Hashable, Comparable, Sendable {
  package let tier: Name
  package let provider: Name
  /// The model after aliases, as of the start of the request.
  package let model: Name
  package let service: Name
  package let serviceTier: Name
  /// True if the vendor key is the customer's own.
  package let isBYOK: Bool
  /// The status of the requests is charged.
  package let isCharged: Bool

  package init(
    tier: Name, provider: Name, model: Name, service: Name, serviceTier: Name, isBYOK: Bool,
    isCharged: Bool
  ) {
    self.tier = tier
    self.provider = provider
    self.model = model
    self.service = service
    self.serviceTier = serviceTier
    self.isBYOK = isBYOK
    self.isCharged = isCharged
  }

  init(_ dimensions: FactDimensions, isCharged: Bool) {
    self.init(
      tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model,
      service: dimensions.service, serviceTier: dimensions.serviceTier, isBYOK: dimensions.isBYOK,
      isCharged: isCharged)
  }

  /// The order of the bytes of the columns, one after another; `false` comes before `true`.
  package static func < (left: CellKey, right: CellKey) -> Bool {
    for (one, other) in zip(left.names, right.names) where one != other { return one < other }
    if left.isBYOK != right.isBYOK { return right.isBYOK }
    return right.isCharged && !left.isCharged
  }

  private var names: [Name] { [tier, provider, model, service, serviceTier] }
}

/// A cell of a bridge: one account and one key.
package struct CellID: Hashable, Comparable, Sendable {
  /// The customer: the account, or the user where the ledger names no account.
  package let account: Name
  package let key: CellKey

  package init(account: Name, key: CellKey) {
    self.account = account
    self.key = key
  }

  package static func < (left: CellID, right: CellID) -> Bool {
    left.account == right.account ? left.key < right.key : left.account < right.account
  }
}
