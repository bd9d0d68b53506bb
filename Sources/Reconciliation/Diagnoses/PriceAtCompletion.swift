extension CostHypothesis {
  /// The price in force when the request ended, where it changed while the request ran.
  static let priceAtCompletion = CostHypothesis(
    code: .priceAtCompletion,
    mistake: .prices { view, row, shelf in
      guard let end = row.details.completedAt, end > view.at,
        shelf.sheet(view)?.validity.contains(end) == false
      else { return [] }
      return [PriceView(family: view.family, at: end)]
    })
}
