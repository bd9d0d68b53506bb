extension CostHypothesis {
  /// Cache reads were charged nothing.
  static let cacheReadDropped = CostHypothesis(
    code: .cacheReadDropped,
    mistake: .reckoning { right, _ in
      right.quantities.cacheRead > 0 ? [right.with { $0.cacheRead = 0 }] : []
    })
}
