extension CostHypothesis {
  /// The price of another model of the same provider.
  static let otherModelPrice = CostHypothesis(
    code: .otherModelPrice,
    mistake: .prices { view, _, shelf in shelf.neighbours(view).families.otherModels.map(view.of) })
}
