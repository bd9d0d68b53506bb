extension CostHypothesis {
  /// Input took the price of output, and output that of input.
  static let inputOutputSwapped = CostHypothesis(
    code: .inputOutputSwapped,
    mistake: .reckoning { right, _, take in
      guard right.quantities.input != right.quantities.output else { return }
      take(right.with { ($0.input, $0.output) = ($0.output, $0.input) })
    })
}
