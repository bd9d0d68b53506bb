extension CreditHypothesis {
  /// What a credit is worth in another tier, or at another time.
  static let otherCreditValue = creditValue(.otherCreditValue, \.otherCreditValues)
}
