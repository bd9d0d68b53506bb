extension CostHypothesis {
  /// The vendor cost of the customer's own key was recorded as our cost.
  ///
  /// The calculation is right, so it precedes other mistakes.
  static let byokCostAsOurs = CostHypothesis(
    code: .byokCostAsOurs, mistake: .reckoning { paid, _, take in take(paid) })
}
