extension CreditHypothesis {
  /// Nothing was deducted for a request that is charged.
  static let notCharged = CreditHypothesis(
    .notCharged, about: .nothing,
    by: .figures(.zero) { _, row in row.expected > .zero ? [.zero] : [] })
}
