extension CreditHypothesis {
  /// The credits are right for the cost that was recorded.
  static let followsCost = CreditHypothesis(.followsCost, about: .cost) { charge, _ in [charge] }
}
