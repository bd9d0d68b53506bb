/// A row of `plan-changes.csv`: an applied `plan_change`.
///
/// Texts are numbers of the audit's names; instants are nanoseconds since 1970, UTC.
package struct PlanChangeRow: Hashable, Sendable {
  /// By index of the ledger.
  package let event: UInt32
  package let account: UInt32
  package let at: Int64
  /// The instant from which the plan is in force: not before `at`.
  package let effectiveAt: Int64
  /// The plan in force before the event; 0 is none.
  package let fromPlan: UInt32
  package let toPlan: UInt32
  /// Nil if `plans.csv` lacks the new plan.
  package let direction: PlanDirection?
  package var state: PlanChangeState
  /// Microcredits granted at once.
  package let credits: Int64
  /// Microcredits that a change in force at once should grant; nil for another, or if `plans.csv` lacks the plan.
  package var expectedCredits: Int128?
  /// 10⁻¹⁸ USD; nil if the event states none.
  package let paid: Int128?
  /// The price of a change in force at once, in 10⁻¹⁸ USD; nil as `expectedCredits`.
  package var expectedMoney: Int128?

  package init(
    event: UInt32, account: UInt32, at: Int64, effectiveAt: Int64, fromPlan: UInt32,
    toPlan: UInt32, direction: PlanDirection?, state: PlanChangeState, credits: Int64,
    paid: Int128?
  ) {
    self.event = event
    self.account = account
    self.at = at
    self.effectiveAt = effectiveAt
    self.fromPlan = fromPlan
    self.toPlan = toPlan
    self.direction = direction
    self.state = state
    self.credits = credits
    self.paid = paid
  }
}

/// The directions of plan changes, by the monthly allowances at the instant of the event.
package enum PlanDirection: String, Hashable, Sendable, CaseIterable {
  case upgrade, downgrade, same
}

/// The states of plan changes at the end of the replay.
package enum PlanChangeState: String, Hashable, Sendable, CaseIterable {
  /// It came into force, whether or not a later change did too.
  case inForce = "in_force"
  case scheduled
  /// A later change took its place before it came into force.
  case superseded
}
