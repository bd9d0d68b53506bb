extension CreditHypothesis {
  /// Another step: one that credits may be rounded up to, or that of another tier.
  static let otherIncrement = increment(.otherIncrement, \.otherIncrements)
}
