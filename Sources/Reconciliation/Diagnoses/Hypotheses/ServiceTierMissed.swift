extension CostHypothesis {
  /// The standard price, for a request that was served at another service tier.
  static let serviceTierMissed = CostHypothesis(
    code: .serviceTierMissed,
    mistake: .prices { view, _, shelf in shelf.neighbours(view).families.standard.map(view.of) })
}
