extension CostHypothesis {
  /// A price that began after the request did; the earliest first.
  static let nextPrice = CostHypothesis(
    code: .nextPrice,
    mistake: .prices { view, row, shelf in
      shelf.sheets(view).filter { $0.validity.from > row.startedAt }.map {
        PriceView(family: view.family, at: $0.validity.from)
      }
    })
}
