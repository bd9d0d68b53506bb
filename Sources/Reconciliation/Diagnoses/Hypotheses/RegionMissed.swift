extension CostHypothesis {
  /// The price without a region, for a request in a region with a price of its own.
  static let regionMissed = CostHypothesis(
    code: .regionMissed,
    mistake: .prices { view, _, shelf in shelf.neighbours(view).families.withoutRegion.map(view.of)
    })
}
