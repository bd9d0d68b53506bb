extension CreditHypothesis {
  /// A multiplier that began after the request did.
  static let nextMultiplier = multiplier(.nextMultiplier, \.nextMultipliers)
}
