extension CreditHypothesis {
  /// A multiplier that nobody, or only who asked for it, had approved.
  static let unapprovedMultiplier = multiplier(.unapprovedMultiplier, \.unapproved)
}
