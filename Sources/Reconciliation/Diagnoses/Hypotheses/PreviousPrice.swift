import Ledger

extension CostHypothesis {
  /// A price of the model that ended before the request began; the latest first.
  static let previousPrice = CostHypothesis(
    code: .previousPrice,
    mistake: .prices { view, row, shelf in
      shelf.validities(view).reversed().filter { $0.to <= row.startedAt }.map {
        PriceView(family: view.family, at: $0.to.justBefore)
      }
    })
}
