/// The credits that one event of a member took from its pool.
package struct PoolDraw: Hashable, Sendable {
  /// By index of the ledger.
  package let event: UInt32
  /// The member and its pool, by index of the replay's accounts.
  package let account: UInt32
  package let pool: UInt32
  /// Microcredits; refunds do not reduce them.
  package let credits: Int64
  /// The number of the member's plan in force before the event; 0 is none.
  package let plan: UInt32

  package init(event: UInt32, account: UInt32, pool: UInt32, credits: Int64, plan: UInt32) {
    self.event = event
    self.account = account
    self.pool = pool
    self.credits = credits
    self.plan = plan
  }
}
