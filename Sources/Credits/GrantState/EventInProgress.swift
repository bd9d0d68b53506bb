/// One event while it is played: its row, its account, and the account before it.
struct EventInProgress {
  let index: UInt32
  let event: CreditEvent
  let terms: OptionalEventFields
  /// The account, by index.
  let account: Int
  /// The plan in force before the event, as a number.
  let plan: UInt32

  /// `paid_usd` in 10⁻¹⁸ USD, 0 if blank.
  var paid: Int128 { terms.statedPaid ?? 0 }
  var hasPaid: Bool { terms.statedPaid != nil }
  var at: Int64 { event.at }
  /// The cause of money that the event moves without a request and without a change of the plan.
  var cause: RevenueEntryEvent {
    RevenueEntryEvent(event: index, account: event.account, plan: plan, instant: event.at)
  }

  /// Returns a finding at the event.
  func finding(_ check: CreditCheck, credits: Int128 = 0) -> CreditFinding {
    var finding = CreditFinding(check, at: event.at, account: event.account)
    finding.credits = credits
    return finding
  }
}

/// A reason for which an event is not applied.
struct NotAppliedReason {
  let check: CreditCheck
  /// The earlier event that this one repeats; nil if it is not about one.
  var earlier: UInt32?
}
