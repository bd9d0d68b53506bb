import Ledger

extension CostHypothesis {
  /// The right cost, rounded to fewer decimals than the ledger has, or cut off.
  static let roundedCost = CostHypothesis(
    code: .roundedCost,
    mistake: .figure { right, row, take in
      // Converted, the last decimal is off by itself, unless the amount has more.
      let isFine = row.usdTrillionths == nil || row.amountDecimals > row.decimals
      let last = isFine ? row.decimals : row.decimals - 1
      let first = row.recordedDecimals
      for decimals in first...max(first, last) {
        let step = powerOfTen(Money.decimals - decimals)
        let (whole, rest) = right.cost.attodollars.quotientAndRemainder(dividingBy: step)
        guard rest > 0,
          row.isRounding(
            right.cost.attodollars, toSteps: step, isRight: right.cost == row.right.cost)
        else { continue }
        // To the nearest is what is right at the ledger's own scale, but for a half rounded to even.
        let isUp = rest * 2 > step || rest * 2 == step && whole % 2 == 1
        for steps in [whole + (isUp ? 1 : 0), whole, whole + 1] where steps != 0 {
          let figure = Money(attodollars: steps * step)
          if decimals < row.decimals || row.usdTrillionths == nil || row.amountStands(for: figure) {
            take(figure)
          }
        }
      }
    })
}

extension CostRow {
  /// True if whole steps of this size are a rounding of the cost.
  ///
  /// The step may be up to ten times the right cost. Of the result of another mistake it must be a
  /// small part, unless that mistake is proven: some mistake comes near to any figure of few
  /// digits.
  func isRounding(_ cost: Int128, toSteps step: Int128, isRight: Bool) -> Bool {
    cost / (isProven ? 1 : CostRow.stepsOfTwo) >= step || isRight && cost >= step / 10
  }

  /// The number of steps from which a rounding beside another mistake is proof.
  private static let stepsOfTwo: Int128 = 1_000

  /// The number of significant decimals of the recorded cost; unknown for a converted one.
  fileprivate var recordedDecimals: Int {
    if usdTrillionths != nil { return min(2, decimals) }
    return (0..<decimals).first {
      recorded.attodollars % powerOfTen(Money.decimals - $0) == 0
    } ?? decimals
  }
}
