extension CreditHypothesis {
  /// The default multiplier, where a row of the book states another.
  static let defaultMultiplier = multiplier(.defaultMultiplier, \.defaults)
}
