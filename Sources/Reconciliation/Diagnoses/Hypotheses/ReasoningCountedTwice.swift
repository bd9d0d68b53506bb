extension CostHypothesis {
  /// Reasoning tokens were charged as such and once more within the output, or twice at their own price.
  static let reasoningCountedTwice = CostHypothesis(
    code: .reasoningCountedTwice,
    mistake: .reckoning { right, _, take in
      guard right.quantities.reasoning > 0 else { return }
      take(right.with { $0.output += $0.reasoning })
      take(right.with { $0.reasoning += $0.reasoning })
    })
}
