import Ledger

/// A baseline and what scenarios make of it.
package struct SimulationResult: Sendable {
  package let baseline: SimulatedTotals
  package let scenarios: [SimulatedTotals]
  /// One per scenario.
  package let effects: [UserEffects]
  /// The same per scenario and tier.
  package let tierEffects: [[(tier: Name, effects: UserEffects)]]
  /// The first and the last day with a request; nil without any.
  package let days: ClosedRange<Day>?

  package init(
    baseline: SimulatedTotals, scenarios: [SimulatedTotals], days: ClosedRange<Day>?
  ) {
    self.baseline = baseline
    self.scenarios = scenarios
    effects = scenarios.map { UserEffects(baseline, $0) }
    tierEffects = scenarios.map { UserEffects.byTier(baseline, $0) }
    self.days = days
  }

  /// True if a scenario comes to what the baseline comes to, in every tier and of every model.
  package func changesNothing(_ index: Int) -> Bool {
    let scenario = scenarios[index]
    func isSame<Key: Equatable, Value: Equatable>(
      _ left: [(Key, Value)], _ right: [(Key, Value)]
    ) -> Bool {
      left.elementsEqual(right) { $0.0 == $1.0 && $0.1 == $1.1 }
    }
    return scenario.requestsStopped == baseline.requestsStopped
      && scenario.requestsBelowCost == baseline.requestsBelowCost
      && isSame(
        scenario.byKey.map { ($0.key, $0.totals) }, baseline.byKey.map { ($0.key, $0.totals) })
      && isSame(
        scenario.planFees.map { ($0.key, $0.fees) }, baseline.planFees.map { ($0.key, $0.fees) })
      && effects[index].users.allSatisfy { [.unchanged, .unknown].contains($0.kind) }
  }
}
