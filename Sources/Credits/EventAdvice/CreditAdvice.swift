import Ledger

/// The correction of a finding: events to record, events that already corrected it, and the amount owed until then.
package struct CreditAdvice: Hashable, Sendable {
  /// The events to record; empty if none can put it right, or nothing is wrong.
  package var events: [AdvisedEvent] = []
  /// The events are right only if the credits were not due, which a person decides.
  package var isChoice = false
  /// Microcredits owed to the customer; below 0 by the customer.
  package var owed: Int128 = 0
  /// The events that are right if a person decides otherwise, and the money then owed to the customer in 10⁻¹⁸ USD.
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
  /// Microcredits that were due as well, but would have expired by the end: they are no longer owed.
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
  /// The earlier half of a transfer with the same id that another side would be matched with; nil if it is this one's.
  package var sharedTransfer: UInt32?
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
  /// Only the end of credits ended the difference: the export probably lacks an event.
  package var isEventMissing = false

  /// Neither side owes the credits of an event that the export lacks.
  static var ofMissingEvent: CreditAdvice {
    CreditAdvice(isOwedUnknown: true, isEventMissing: true)
  }

  /// Nothing is left to record or to pay, because events have put the finding right.
  package var isDone: Bool {
    !done.isEmpty && events.isEmpty && owed == 0 && owedMoney == 0 && inSystem == 0
  }
}

/// The charge of a request by the books, beside the amount that its customer paid; in microcredits.
package struct PaidCharge: Hashable, Sendable {
  package let charge: Int128
  /// Consumed less given back.
  package let paid: Int128
  /// Consumed before anything was given back.
  package let consumed: Int128
}
