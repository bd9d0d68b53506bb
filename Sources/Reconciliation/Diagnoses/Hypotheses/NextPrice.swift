extension CostHypothesis {
  /// A price of the model that began after the request did; the earliest first.
  static let nextPrice = CostHypothesis(
    code: .nextPrice,
    mistake: .prices { view, row, shelf in
      shelf.validities(view).filter { $0.from > row.startedAt }.map {
        PriceView(family: view.family, at: $0.from)
      }
    })
}
