extension CostHypothesis {
  /// Reasoning tokens were charged nothing.
  static let reasoningDropped = CostHypothesis(
    code: .reasoningDropped,
    mistake: .reckoning { right, _, take in
      if right.quantities.reasoning > 0 { take(right.with { $0.reasoning = 0 }) }
    })
}
