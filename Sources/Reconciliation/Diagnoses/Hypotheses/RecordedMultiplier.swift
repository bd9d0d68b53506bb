extension CreditHypothesis {
  /// The multiplier that the row itself states, which the books never meant for it.
  static let recordedMultiplier = CreditHypothesis(
    .recordedMultiplier, about: .multiplier,
    by: .chargesOfRow { charge, row in
      guard let multiplier = row.recordedMultiplier, !charge.terms.isPercent,
        multiplier != charge.terms.multiplier, !row.neighbours.knows(multiplier)
      else { return [] }
      return [charge.by(ChargeTerms(multiplier, increment: charge.terms.increment))]
    })
}
