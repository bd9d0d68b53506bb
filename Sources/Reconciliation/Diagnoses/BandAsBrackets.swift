extension CostHypothesis {
  /// Only the tokens above a threshold took a band's price, as tax brackets work.
  static let bandAsBrackets = CostHypothesis(
    code: .bandAsBrackets,
    mistake: .reckoning { right, sheet in
      guard right.bandIndex(in: sheet) > 0, right.brackets == nil else { return [] }
      return Brackets.InputOrder.allCases.flatMap { order in
        [true, false].map { areOthersAbove in
          var cut = right
          cut.brackets = Brackets(order: order, areOthersAbove: areOthersAbove)
          return cut
        }
      }
    })
}
