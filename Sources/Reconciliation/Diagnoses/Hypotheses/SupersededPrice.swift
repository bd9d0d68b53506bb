extension CostHypothesis {
  /// A price that the book stated before a later row corrected it.
  static let supersededPrice = CostHypothesis(
    code: .supersededPrice,
    mistake: .prices { view, _, shelf in shelf.neighbours(view).families.superseded.map(view.of) })
}
