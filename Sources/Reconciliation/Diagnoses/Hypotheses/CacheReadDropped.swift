extension CostHypothesis {
  /// Cache reads were charged nothing.
  static let cacheReadDropped = CostHypothesis(
    code: .cacheReadDropped,
    mistake: .reckoning { right, _, take in
      if right.quantities.cacheRead > 0 { take(right.with { $0.cacheRead = 0 }) }
    })
}
