extension CostHypothesis {
  /// The fee per request was left out.
  static let requestFeeMissed = CostHypothesis(
    code: .requestFeeMissed,
    mistake: .reckoning { right, sheet, take in
      guard sheet.fee != nil, right.hasFee else { return }
      var without = right
      without.hasFee = false
      take(without)
    })
}
