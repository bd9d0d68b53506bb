extension CreditHypothesis {
  /// What a credit was worth before the request began.
  static let previousCreditValue = creditValue(.previousCreditValue, \.previousCreditValues)
}
