extension CostHypothesis {
  /// A price per million was taken for one per unit, or the other way round.
  static let unit1000000 = CostHypothesis(
    code: .unit1000000,
    mistake: .figure { right, row, take in right.scale(by: 1_000_000, for: row, take) })
}
