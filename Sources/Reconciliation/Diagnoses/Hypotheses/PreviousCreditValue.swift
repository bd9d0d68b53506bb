extension CreditHypothesis {
  /// The credit value before the request started.
  static let previousCreditValue = creditValue(.previousCreditValue, \.previousCreditValues)
}
