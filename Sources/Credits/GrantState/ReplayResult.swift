/// The facts that checks of the whole ledger need after the replay.
///
/// Accounts are indices of `accounts`.
package struct ReplayResult: Sendable {
  /// The outcome of each event of the ledger.
  package var outcomes: [EventOutcome] = []
  /// The numbers of the accounts' names: those with an event, pools, and those of `accounts.csv`.
  package var accounts: [UInt32] = []
  /// The index of the account of each name; `CreditEvent.none` for other names.
  package var accountOfName: [UInt32] = []
  /// Every hold placed, in order of events.
  package var holds: [Hold] = []
  /// Every consumption, in order of events; of requests only those of deducts and settles.
  package var uses: [Consumption] = []
  /// The credits that each use took at first, in microcredits, parallel to `uses`.
  package var used: [Int64] = []
  /// The plans of all accounts over time, in the order in which they came into force.
  package var planSpans: [PlanSpan] = []
  /// The applied resets, in order of events.
  package var resets: [AppliedReset] = []
  /// The resets that were not applied because they were the second of a month, in order of events.
  package var doubledResets: [AppliedReset] = []
  /// The plan in force before each applied redemption, in order of events.
  package var redemptions: [Redemption] = []
  /// The number of the plan in force before each applied `transfer_out` and `transfer_in`, by event.
  package var plansBeforeTransfers: [UInt32: UInt32] = [:]
  /// The credits that rolled over, in the order in which they did.
  package var rollovers: [Rollover] = []
  /// The applied plan changes, in order of events.
  package var planChanges: [PlanChangeRow] = []
  /// The partner of each `transfer_out` and `transfer_in`, by event; `CreditEvent.none` if there is none.
  package var transferPartners: [UInt32: UInt32] = [:]
  /// The credits that events of members took from their pools, in order of events.
  package var draws: [PoolDraw] = []
  /// The low-balance levels that events crossed, in order of events.
  package var crossings: [LevelCrossing] = []
  /// The applied notices, in order of events.
  package var notices: [PlayedNotice] = []
  /// The events whose recorded balance agrees only with the effects of earlier findings, in order of events.
  package var agreements: [UInt32] = []
  /// The events in the order in which they were played; the last is the last event of the replay.
  package var order: [UInt32] = []
  /// True if the whole ledger has a notice, played or later.
  package var hasNotices = false
  /// The instant of the last event of the whole ledger, the replay's end or not; `Int64.min` without events.
  package var lastEventAt: Int64 = .min
  /// The last instant of the replay: that of the last event, or the one before the end of the period.
  package var end: Int64 = .max

  package init() {}
}

/// The outcome of an event in the replay.
package enum EventOutcome: UInt8, Hashable, Sendable {
  /// After the end of the period.
  case afterPeriod
  case applied, notApplied, duplicate, conflict
}

/// The plan of an account from one instant on.
package struct PlanSpan: Hashable, Sendable {
  package let account: UInt32
  /// Nanoseconds since 1970; `Int64.min` for the plan before the first change.
  package let from: Int64
  /// The number of the plan's name; 0 is none.
  package let plan: UInt32
}

/// A reset that was applied, or was not because it was the second of a month.
package struct AppliedReset: Hashable, Sendable {
  package let event: UInt32
  package let account: UInt32
  package let at: Int64
  /// The number of the plan's name; 0 is none.
  package let plan: UInt32
  /// The applied reset of the account before, by index; `CreditEvent.none` if there is none.
  package var previous: UInt32 = CreditEvent.none
  /// The event states no amount, and its plan no price: it grants credits for an amount that is not known.
  package let isUnpriced: Bool

  package init(
    event: UInt32, account: UInt32, at: Int64, plan: UInt32, previous: UInt32 = CreditEvent.none,
    isUnpriced: Bool = false
  ) {
    self.event = event
    self.account = account
    self.at = at
    self.plan = plan
    self.previous = previous
    self.isUnpriced = isUnpriced
  }
}

/// A redemption that was applied.
package struct Redemption: Hashable, Sendable {
  package let event: UInt32
  package let account: UInt32
  /// The number of the plan in force just before; 0 is none.
  package let plan: UInt32
}
