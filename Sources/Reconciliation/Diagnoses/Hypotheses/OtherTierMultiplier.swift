extension CreditHypothesis {
  /// The multiplier of another tier.
  static let otherTierMultiplier = multiplier(.otherTierMultiplier, \.otherTiers)
}
