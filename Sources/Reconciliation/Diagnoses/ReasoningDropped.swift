extension CostHypothesis {
  /// Reasoning tokens were charged nothing.
  static let reasoningDropped = CostHypothesis(
    code: .reasoningDropped,
    mistake: .reckoning { right, _ in
      right.quantities.reasoning > 0 ? [right.with { $0.reasoning = 0 }] : []
    })
}
