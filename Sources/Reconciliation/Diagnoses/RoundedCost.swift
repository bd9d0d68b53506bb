import Ledger

extension CostHypothesis {
  /// The right cost, rounded to fewer decimals than the ledger has, or cut off.
  static let roundedCost = CostHypothesis(
    code: .roundedCost,
    mistake: .figure { right, row in
      // Converted, the last decimal is off by itself.
      let last = row.usdTrillionths == nil ? row.decimals : row.decimals - 1
      return (row.recordedDecimals...max(row.recordedDecimals, last)).flatMap {
        decimals -> [Money] in
        let step = powerOfTen(Money.decimals - decimals)
        let (whole, rest) = right.cost.attodollars.quotientAndRemainder(dividingBy: step)
        guard rest > 0 else { return [] }
        // To the nearest is what is right at the ledger's own scale, but for a half rounded to even.
        let isUp = rest * 2 > step || rest * 2 == step && whole % 2 == 1
        let nearest = Money(attodollars: (whole + (isUp ? 1 : 0)) * step)
        return [nearest, Money(attodollars: whole * step), Money(attodollars: (whole + 1) * step)]
      }.filter { $0 != .zero }
    })
}

extension CostRow {
  /// How many decimals of the recorded cost say something; of a converted one nobody knows.
  fileprivate var recordedDecimals: Int {
    if usdTrillionths != nil { return min(2, decimals) }
    return (0..<decimals).first {
      recorded.attodollars % powerOfTen(Money.decimals - $0) == 0
    } ?? decimals
  }
}
