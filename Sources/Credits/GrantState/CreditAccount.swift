/// The state of one account.
///
/// Sums of credits are in microcredits.
struct CreditAccount {
  // The fields that most events touch come first: they share three cache lines.

  /// The credits left of all grants, the open debts and the open holds.
  var live: Int128 = 0
  var debts: Int128 = 0
  var held: Int128 = 0
  /// The sum of all balance effects so far.
  var effects: Int128 = 0
  /// The part of them that nothing explains: the differences of recorded balances themselves.
  var unexplainedEffects: Int128 = 0
  /// The last `balance_after`, in 10⁻¹⁸ credit.
  var recorded: Int128 = CreditEvent.noStated
  /// No comparison before this instant, as monthly credits expired.
  var pausedUntil: Int64 = .min
  /// The earliest instant at which something is due; `Int64.max` if nothing is.
  var nextDue: Int64 = .max
  /// The first instant after the month that it is in; `Int64.max` before the period, `Int64.min` before its first event.
  var monthEnd: Int64 = .max
  /// Nanoseconds since 1970; `Int64.max` is never.
  var closedAt: Int64 = .max
  /// The first of its grants from which credits may be taken, and of its dues.
  var firstGrant: UInt32 = CreditEvent.none
  var firstDue: UInt32 = CreditEvent.none
  /// The number of its id.
  let name: UInt32
  /// The pool that it draws on, by index of account; `CreditEvent.none` if it has none.
  var pool: UInt32 = CreditEvent.none
  /// The number of the plan in force; 0 is none.
  var plan: UInt32 = 0
  /// The oldest and the newest debt that may be open.
  var firstDebt: UInt32 = CreditEvent.none
  var lastDebt: UInt32 = CreditEvent.none
  /// The index of the consumption order by which the queue is sorted.
  var orderIndex: Int32 = 0
  /// The number of expiries whose record is still to come.
  var pauses: Int32 = 0
  var takesPoolFirst = false
  /// True if an event of the account was played.
  var hasEvent = false
  var wasDrawn = false
  var isReported = false
  var hasDrifted = false
  var isBelowLimit = false
  /// True if an event has set the reference balance.
  var hasReference = false

  /// A balance above this reaches no low-balance level, in microcredits.
  var levelCeiling: Int128 = .min
  /// The sums of the period.
  var totals = AccountTotals()
  var opening: Int128 = 0
  /// The instant of the first event; `Int64.max` without one.
  var firstEventAt: Int64 = .max
  /// The last difference of a `balance` event, in microcredits.
  var assertedDifference: Int128 = 0

  /// The balance after the last event that set it, in microcredits; 0 before.
  var reference: Int128 = 0
  /// The newest crossing of a low-balance level that waits for a notice; `CreditEvent.none` if none does.
  var lastCrossing: UInt32 = CreditEvent.none
  /// The plan change that is not yet in force; `Int64.max` if there is none.
  var pendingAt: Int64 = .max
  var pendingPlan: UInt32 = 0
  /// The same change, by index of `ReplayResult.planChanges`.
  var pendingChange: UInt32 = CreditEvent.none
  var resetCount: UInt32 = 0
  /// The current allowance, half-open; `allowanceEnd` is `Int64.min` without one.
  var allowanceStart: Int64 = .min
  var allowanceEnd: Int64 = .min
  /// The latest applied reset, by index of `ReplayResult.resets`.
  var lastReset: UInt32 = CreditEvent.none
  /// The newest live monthly grant.
  var firstMonthly: UInt32 = CreditEvent.none
  /// The oldest and the newest discount that may have months left.
  var firstDiscount: UInt32 = CreditEvent.none
  var lastDiscount: UInt32 = CreditEvent.none

  init(name: UInt32) {
    self.name = name
  }

  var balance: Int128 { live - debts }
  var available: Int128 { live - debts - held }
}

/// The sums of an account's movements in the period, in microcredits.
struct AccountTotals {
  var consumed: Int128 = 0
  var granted: Int128 = 0
  var refunded: Int128 = 0
  var transferredIn: Int128 = 0
  var expired: Int128 = 0
  var revoked: Int128 = 0
  var transferredOut: Int128 = 0
}
