/// The balance of an account at the start and the end of one month, and the sums between them.
///
/// Sums in microcredits; texts are numbers of the audit's names.
package struct AccountMonth: Hashable, Sendable {
  package let account: UInt32
  /// Months since January of year 0.
  package let month: Int32
  /// The plan in force at the end of the month.
  package var plan: UInt32 = 0
  package var opening: Int128 = 0
  /// By source, in the order of `GrantSource`; refunds and transfers are 0.
  package var granted: [Int128] = Array(repeating: 0, count: GrantSource.allCases.count)
  package var refunded: Int128 = 0
  package var transferredIn: Int128 = 0
  package var consumed: Int128 = 0
  package var expired: Int128 = 0
  package var revoked: Int128 = 0
  package var transferredOut: Int128 = 0
  package var closing: Int128 = 0

  package init(account: UInt32, month: Int32) {
    self.account = account
    self.month = month
  }
}

/// Credits that one event took from the balance of one account, its own or its pool's.
package struct ConsumedCredits: Hashable, Sendable {
  /// By index of the ledger.
  package let event: UInt32
  /// The account whose balance fell, and the account of the event: texts of the audit's names.
  package let owner: UInt32
  package let user: UInt32
  /// The request; 0 if the event has none.
  package let request: UInt32
  /// Months since January of year 0.
  package let month: Int32
  /// Microcredits taken; negative if they were given back.
  package let credits: Int64

  package init(
    event: UInt32, owner: UInt32, user: UInt32, request: UInt32, month: Int32, credits: Int64
  ) {
    self.event = event
    self.owner = owner
    self.user = user
    self.request = request
    self.month = month
    self.credits = credits
  }
}
