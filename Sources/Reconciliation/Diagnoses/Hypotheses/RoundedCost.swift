import Ledger

extension CostHypothesis {
  /// The right cost, rounded to fewer decimals than the ledger has, or cut off.
  static let roundedCost = CostHypothesis(
    code: .roundedCost,
    mistake: .figure { right, row, take in
      // Converted, the last decimal is off by itself.
      let last = row.usdTrillionths == nil ? row.decimals : row.decimals - 1
      let first = row.recordedDecimals
      for decimals in first...max(first, last) {
        let step = powerOfTen(Money.decimals - decimals)
        let (whole, rest) = right.cost.attodollars.quotientAndRemainder(dividingBy: step)
        guard rest > 0, row.isRounding(right.cost, toSteps: step) else { continue }
        // To the nearest is what is right at the ledger's own scale, but for a half rounded to even.
        let isUp = rest * 2 > step || rest * 2 == step && whole % 2 == 1
        for steps in [whole + (isUp ? 1 : 0), whole, whole + 1] where steps != 0 {
          take(Money(attodollars: steps * step))
        }
      }
    })
}

extension CostRow {
  /// Whether a step is of the size of a cost, so that whole steps are that cost rounded: up to ten times the right one, but
  /// not above what another mistake made, of which any up to a step would come to the same.
  func isRounding(_ cost: Money, toSteps step: Int128) -> Bool {
    cost.attodollars >= (cost == right.cost ? step / 10 : step)
  }

  /// How many decimals of the recorded cost say something; of a converted one nobody knows.
  fileprivate var recordedDecimals: Int {
    if usdTrillionths != nil { return min(2, decimals) }
    return (0..<decimals).first {
      recorded.attodollars % powerOfTen(Money.decimals - $0) == 0
    } ?? decimals
  }
}
