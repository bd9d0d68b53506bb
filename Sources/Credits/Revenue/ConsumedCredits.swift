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
