extension CostHypothesis {
  /// The price of a region in which the request was not served.
  static let regionWrong = CostHypothesis(
    code: .regionWrong,
    mistake: .prices { view, _, shelf in shelf.neighbours(view).families.otherRegions.map(view.of) }
  )
}
