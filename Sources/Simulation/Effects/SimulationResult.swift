import Ledger

/// A baseline and what scenarios make of it.
package struct SimulationResult: Sendable {
  package let baseline: SimulatedBooks
  package let scenarios: [SimulatedBooks]
  /// One per scenario.
  package let effects: [UserEffects]
  /// The same per scenario and tier.
  package let tierEffects: [[(tier: Name, effects: UserEffects)]]
  /// The first and the last day with a request; nil without any.
  package let days: ClosedRange<Day>?

  package init(
    baseline: SimulatedBooks, scenarios: [SimulatedBooks], days: ClosedRange<Day>?
  ) {
    self.baseline = baseline
    self.scenarios = scenarios
    effects = scenarios.map { UserEffects(baseline, $0) }
    tierEffects = scenarios.map { UserEffects.byTier(baseline, $0) }
    self.days = days
  }
}
