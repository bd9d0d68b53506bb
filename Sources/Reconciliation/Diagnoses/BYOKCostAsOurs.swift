extension CostHypothesis {
  /// What the customer's own key paid was recorded as our cost.
  static let byokCostAsOurs = CostHypothesis(
    code: .byokCostAsOurs,
    mistake: .figure { paid, row, take in if row.isBYOK { take(paid.cost) } })
}
