extension CostHypothesis {
  /// Nothing was recorded for a request that cost something.
  static let recordedZero = CostHypothesis(
    code: .recordedZero,
    mistake: .figure { right, _, take in if right.cost > .zero { take(.zero) } })
}
