extension CreditHypothesis {
  /// A multiplier that had no approval, or only that of its requester.
  static let unapprovedMultiplier = multiplier(.unapprovedMultiplier, \.unapproved)
}
