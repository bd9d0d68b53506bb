extension CreditHypothesis {
  /// The step to which credits were rounded up before the request began.
  static let previousIncrement = increment(.previousIncrement, \.previousIncrements)
}
