extension CostHypothesis {
  /// Only the tokens above a threshold took a band's price, as tax brackets work.
  static let bandAsBrackets = CostHypothesis(
    code: .bandAsBrackets,
    mistake: .reckoning { right, sheet, take in
      guard right.bandIndex(in: sheet) > 0, right.brackets == nil else { return }
      for order in GraduatedTiers.InputOrder.allCases {
        for areOthersAbove in [true, false] {
          var cut = right
          cut.brackets = GraduatedTiers(order: order, areOthersAbove: areOthersAbove)
          take(cut)
        }
      }
    })
}
