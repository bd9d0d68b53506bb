extension CreditHypothesis {
  /// The credits were rounded to the nearest step instead of up, halves up or to even.
  static let roundedNotCeiled = rounding(.roundedNotCeiled, [.nearest, .nearestEven])
}
