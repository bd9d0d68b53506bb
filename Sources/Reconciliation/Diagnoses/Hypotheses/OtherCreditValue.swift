extension CreditHypothesis {
  /// The credit value of another tier, or of another time.
  static let otherCreditValue = creditValue(.otherCreditValue, \.otherCreditValues)
}
