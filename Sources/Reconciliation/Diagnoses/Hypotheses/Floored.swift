extension CreditHypothesis {
  /// The credits were rounded down to a step instead of up.
  static let floored = rounding(.floored, [.down])
}
