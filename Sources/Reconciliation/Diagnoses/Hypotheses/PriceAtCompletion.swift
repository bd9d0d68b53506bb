extension CostHypothesis {
  /// The price in force when the request ended, where it changed while the request ran, or where the model's name came
  /// to mean another one.
  static let priceAtCompletion = CostHypothesis(
    code: .priceAtCompletion,
    mistake: .prices { view, row, shelf in
      guard let end = row.details.completedAt, end > view.at else { return [] }
      let family = shelf.family(view, at: end)
      guard family != view.family || shelf.sheet(view)?.validity.contains(end) == false else {
        return []
      }
      return [PriceView(family: family, at: end)]
    })
}
