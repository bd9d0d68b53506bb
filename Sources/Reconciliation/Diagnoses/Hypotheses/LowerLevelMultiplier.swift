extension CreditHypothesis {
  /// The multiplier of a level that a more special one overrules.
  static let lowerLevelMultiplier = multiplier(.lowerLevelMultiplier, \.lowerLevels)
}
