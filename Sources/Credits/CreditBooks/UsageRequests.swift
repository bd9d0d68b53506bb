import Ledger

/// The requests of the usage ledger of which entitlements and customers' own keys are checked.
///
/// With `entitlements.csv` these are all requests, each once; without it only those with customers' own keys.
package struct UsageRequests: Sendable {
  /// In the order of path and line.
  package let requests: [UsageRequest]
  package let uses: [RequestUse]
  /// The account of a row, or else its user.
  package let accounts: [Name]

  package init(
    requests: [UsageRequest] = [], uses: [RequestUse] = [], accounts: [Name] = []
  ) {
    self.requests = requests
    self.uses = uses
    self.accounts = accounts
  }
}

/// A request of the usage ledger with what it used.
package struct UsageRequest: Hashable, Sendable {
  package let id: Name
  /// An index of `UsageRequests.accounts`.
  package let account: Int32
  /// An index of `UsageRequests.uses`.
  package let use: Int32
  package let startedAt: Instant
  /// The credits that the request should cost; 0 if it is not charged or not priced.
  package let rated: Credits
  /// The vendor's price of it, whoever pays that; 0 if it is not priced.
  package let notionalCost: Money
  /// True if a price is known, so that `rated` and `notionalCost` are.
  package let isPriced: Bool
  /// An index of `RequestCharges.files`.
  package let file: UInt32
  package let line: UInt32

  package init(
    id: Name, account: Int32, use: Int32, startedAt: Instant, rated: Credits,
    notionalCost: Money, isPriced: Bool, file: UInt32, line: UInt32
  ) {
    self.id = id
    self.account = account
    self.use = use
    self.startedAt = startedAt
    self.rated = rated
    self.notionalCost = notionalCost
    self.isPriced = isPriced
    self.file = file
    self.line = line
  }
}
