/// An event that lowered the balance of its account to a low-balance level or below.
package struct LevelCrossing: Hashable, Sendable {
  /// By index of the ledger.
  package let event: UInt32
  /// The account, by index of the replay's accounts.
  package let account: UInt32
  /// The lowest level that the event crossed, in millionths of a percent of the reference balance.
  package let level: Int64
  /// The balance after the event, in microcredits.
  package let balance: Int128
  /// The first notice of this or a lower level within 24 hours, before the balance rose; `CreditEvent.none` without one.
  package var notice = CreditEvent.none
  /// The instant at which the balance rose before any such notice: nanoseconds since 1970; `Int64.max` without one.
  package var raisedAt = Int64.max
  /// The crossing of the account before this that was open then; `CreditEvent.none` if none was.
  var previous = CreditEvent.none

  package init(event: UInt32, account: UInt32, level: Int64, balance: Int128) {
    self.event = event
    self.account = account
    self.level = level
    self.balance = balance
  }
}

/// A `notice` that was applied.
package struct PlayedNotice: Hashable, Sendable {
  /// By index of the ledger.
  package let event: UInt32
  /// The account, by index of the replay's accounts.
  package let account: UInt32
  /// The level stated, in millionths of a percent; nil if it is not a number.
  package let level: Int64?
  /// The balance at the notice, in microcredits.
  package let balance: Int128
  /// True if the balance was above the level of the notice.
  package let isUnfounded: Bool
  /// True if the notice answered a crossing.
  package let answersCrossing: Bool

  package init(
    event: UInt32, account: UInt32, level: Int64?, balance: Int128, isUnfounded: Bool,
    answersCrossing: Bool
  ) {
    self.event = event
    self.account = account
    self.level = level
    self.balance = balance
    self.isUnfounded = isUnfounded
    self.answersCrossing = answersCrossing
  }
}
