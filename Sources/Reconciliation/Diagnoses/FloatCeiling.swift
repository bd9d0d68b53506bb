import Ledger

extension CreditHypothesis {
  /// The credits are one step off, because a quotient of binary fractions came out just beside a whole number.
  static let floatCeiling = CreditHypothesis(
    .floatCeiling, about: .rounding,
    by: .figures(.oneStep) { charge, row in
      let increment = charge.terms.increment
      // Anything further off than a step has another cause.
      guard let right = charge.credits,
        row.recorded == right + increment || row.recorded == right - increment
      else { return [] }
      let sums =
        row.right.map { right in
          charge.cost == right.cost ? right.reckoning.binaryCosts(by: right.sheet) : []
        } ?? []
      return ([charge.cost.binary / 1e18] + sums).flatMap { cost in
        charge.binarySteps(for: cost).compactMap { steps in
          let off = steps.rounded(.up) - Double(right.microcredits / increment.microcredits)
          guard abs(off) == 1 else { return nil }
          return off > 0 ? right + increment : right - increment
        }
      }
    })
}

extension Money {
  /// The attodollars as the nearest binary fraction; below 9.2 USD without the slow way of 128 bits.
  var binary: Double { Int64(exactly: attodollars).map(Double.init) ?? Double(attodollars) }
}

extension Charge {
  /// The number of steps for a cost in USD as binary fractions give it, in the usual orders of multiplying
  /// and dividing.
  fileprivate func binarySteps(for usd: Double) -> [Double] {
    let factor = Double(Int64(terms.factor)) / (terms.isPercent ? 1e8 : 1e6)
    let value = creditValue.perCredit.binary / 1e18
    let step = Double(terms.increment.microcredits) / 1e6
    let charged = usd * factor
    let credits = charged / value
    let creditsOfCost = usd / value
    let perUSD = 1 / value
    let perCredit = 1 / step
    return [
      credits / step, credits * perCredit, charged * perUSD / step, charged * perUSD * perCredit,
      charged / (value * step), creditsOfCost * factor / step, creditsOfCost * factor * perCredit,
      usd * (factor / value) / step,
    ]
  }
}
