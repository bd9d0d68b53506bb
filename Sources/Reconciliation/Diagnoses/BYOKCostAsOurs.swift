extension CostHypothesis {
  /// What the customer's own key paid was recorded as our cost.
  static let byokCostAsOurs = CostHypothesis(
    code: .byokCostAsOurs,
    mistake: .figure { paid, row in row.isBYOK ? [paid.cost] : [] })
}
