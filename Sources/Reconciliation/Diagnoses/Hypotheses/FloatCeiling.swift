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
      let rightSteps = Double(right.microcredits / increment.microcredits)
      var figures: [Credits] = []
      func add(_ cost: Double) {
        charge.forEachBinarySteps(for: cost) { steps in
          let off = steps.rounded(.up) - rightSteps
          if abs(off) == 1 { figures.append(off > 0 ? right + increment : right - increment) }
        }
      }
      add(charge.cost.binary / 1e18)
      if let reckoned = row.right, charge.cost == reckoned.cost {
        for sum in reckoned.reckoning.binaryCosts(by: reckoned.sheet) { add(sum) }
      }
      return figures
    })
}

extension Money {
  /// The attodollars as the nearest binary fraction; below 9.2 USD without the slow way of 128 bits.
  var binary: Double { Int64(exactly: attodollars).map(Double.init) ?? Double(attodollars) }
}

extension Charge {
  /// Passes on the number of steps for a cost in USD as binary fractions give it, in the usual orders of
  /// multiplying and dividing.
  fileprivate func forEachBinarySteps(for usd: Double, _ take: (Double) -> Void) {
    let factor = Double(Int64(terms.factor)) / (terms.isPercent ? 1e8 : 1e6)
    let value = creditValue.perCredit.binary / 1e18
    let step = Double(terms.increment.microcredits) / 1e6
    let charged = usd * factor
    let credits = charged / value
    let creditsOfCost = usd / value
    let perUSD = 1 / value
    let perCredit = 1 / step
    take(credits / step)
    take(credits * perCredit)
    take(charged * perUSD / step)
    take(charged * perUSD * perCredit)
    take(charged / (value * step))
    take(creditsOfCost * factor / step)
    take(creditsOfCost * factor * perCredit)
    take(usd * (factor / value) / step)
    take(usd * perUSD * factor / step)
    take(usd * perUSD * factor * perCredit)
  }
}
