extension CostHypothesis {
  /// What the customer's own key paid was recorded as our cost: right reckoned, so that it comes before other mistakes.
  static let byokCostAsOurs = CostHypothesis(
    code: .byokCostAsOurs, mistake: .reckoning { paid, _, take in take(paid) })
}
