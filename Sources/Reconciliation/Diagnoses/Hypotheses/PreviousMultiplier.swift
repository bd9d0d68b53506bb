extension CreditHypothesis {
  /// A multiplier that ended before the request began.
  static let previousMultiplier = multiplier(.previousMultiplier, \.previousMultipliers)
}
