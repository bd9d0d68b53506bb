import Ledger

/// A credit event that puts a finding right once the source system has booked and exported it.
package struct AdvisedEvent: Hashable, Sendable {
  package let kind: EventKind
  /// The number of the account's name.
  package let account: UInt32
  /// Microcredits with the sign of the column `credits`; nil for a kind that states none here.
  package let credits: Int128?
  package let reference: Reference
  /// `expires_at` in nanoseconds since 1970; `Int64.max` leaves it blank.
  package var expiresAt = Int64.max
  /// `effective_at` in nanoseconds since 1970; `Int64.min` leaves it blank.
  package var effectiveAt = Int64.min
  /// The instant that the event must have, in nanoseconds since 1970; nil is the time at which it is recorded.
  package var at: Int64?
  /// The actor who may write the event.
  package var actor = Actor.anyone
  /// The source system has the credits already: the event is only missing in the ledger, and changes no balance there.
  package var isForLedgerOnly = false

  /// The actors who may write an event.
  package enum Actor: Hashable, Sendable {
    /// No book restricts the event.
    case anyone
    /// The first actor whom `permissions.csv` allows it.
    case named(Name)
    /// `permissions.csv` allows it to no one.
    case nobody
  }

  /// The column that ties the event to what it puts right; texts are numbers of the audit's names.
  package enum Reference: Hashable, Sendable {
    /// No column does.
    case none
    /// `request_id`.
    case request(UInt32)
    /// `reverses`.
    case reverses(UInt32)
    /// `grant_id`.
    case grant(UInt32)
    /// `reservation_id`.
    case reservation(UInt32)
    /// `transfer_id`, with `counterparty_account_id`.
    case transfer(UInt32, counterparty: UInt32)
    /// A `transfer_id` that both sides of a new transfer share, with `counterparty_account_id`.
    case newTransfer(counterparty: UInt32)
    /// `reason` contains the id of an event.
    case reason(UInt32)
    /// `source` of a grant.
    case source(GrantSource)
    /// `plan`.
    case plan(UInt32)
  }

  /// - Parameters: see the members of these names.
  init(
    _ kind: EventKind, _ account: UInt32, _ credits: Int128?, _ reference: Reference,
    expiresAt: Int64 = .max, effectiveAt: Int64 = .min, at: Int64? = nil
  ) {
    self.kind = kind
    self.account = account
    self.credits = credits
    self.reference = reference
    self.expiresAt = expiresAt
    self.effectiveAt = effectiveAt
    self.at = at
  }
}

/// The correction of a finding: events to record, events that already corrected it, and the amount owed until then.
package struct CreditAdvice: Hashable, Sendable {
  /// The events to record; empty if none can put it right, or nothing is wrong.
  package var events: [AdvisedEvent] = []
  /// The events are right only if somebody decides that the credits were not due.
  package var isChoice = false
  /// Microcredits owed to the customer; below 0 by the customer.
  package var owed: Int128 = 0
  /// The events that are right instead, if somebody decides so, and the money then owed to the customer in 10⁻¹⁸ USD.
  package var otherwise: [AdvisedEvent] = []
  package var otherwiseMoney: Int128 = 0
  /// 10⁻¹⁸ USD owed to the customer; below 0 by the customer.
  package var owedMoney: Int128 = 0
  /// No event states whether that money moved.
  package var isMoneyUnstated = false
  /// The events that put it right, by index of the ledger, in the order of the replay.
  package var done: [UInt32] = []
  /// The microcredits that they gave the customer; below 0 that they took.
  package var doneCredits: Int128 = 0
  /// The charge of the request by the books and what its customer paid in the end, in microcredits.
  package var paid: PaidCharge?
  /// Microcredits by which the source system must raise its own balance, without an event that the replay applies.
  package var inSystem: Int128 = 0
  /// Microcredits that were due as well, but would have expired by the end: nobody owes them now.
  package var expired: Int128 = 0
  /// Microcredits of a refund that expire at once, because their grants have and the setting says so.
  package var lost: Int128 = 0
  /// Microcredits that the customer owes and the account does not have.
  package var lacking: Int128 = 0

  /// The finding at which the recorded balance no longer has the difference; nil if it still has it.
  package var end: CreditFinding?
  /// The finding of the difference that ended with this one; nil if none did.
  package var start: CreditFinding?

  /// The applied reverse of the first of two events for one fact, which the second should have had; nil if there is none.
  package var misplaced: UInt32?
  /// The payment refunds that returned money paid too much, by index of the ledger.
  package var returned: [UInt32] = []
  /// The payment refunds that returned the whole payment, so that nothing of what was paid too much or too little is left.
  package var repaid: [UInt32] = []
  /// The finding of the payment of which this refund returned what was too much; nil for other findings.
  package var overpaid: CreditFinding?
  /// The evidence of recorded balances on a rollover without a record; nil for other findings.
  package var rollover: RecordedRollover?

  /// The evidence of recorded balances on a missing reset; nil for other findings, and where no balance differs.
  package var recorded: RecordedReset?
  /// The events that granted the credits which expired, but which the source system kept; empty for other differences.
  package var kept: [UInt32] = []
  /// Nobody can say whether the credits are owed: an event may be missing in the export.
  package var isOwedUnknown = false

  /// Nothing is left to record, because events have put the finding right.
  package var isDone: Bool { !done.isEmpty && events.isEmpty && owed == 0 }
}

/// The charge of a request by the books, beside the amount that its customer paid; in microcredits.
package struct PaidCharge: Hashable, Sendable {
  package let charge: Int128
  /// Consumed less given back.
  package let paid: Int128
  /// Consumed before anything was given back.
  package let consumed: Int128
}
