extension CostHypothesis {
  /// The price of a service tier that neither served the request nor is the standard one.
  static let serviceTierWrong = CostHypothesis(
    code: .serviceTierWrong,
    mistake: .prices { view, _, shelf in
      shelf.neighbours(view).families.otherServiceTiers.map(view.of)
    })
}
