/// When what is left will be used up.
package enum RunOut {
  /// The steps (from 1) by which the balance is used up in 10, 50 and 90 of 100 cases; nil beyond the horizon.
  package struct Steps: Hashable, Sendable {
    package let p10: Int?
    package let p50: Int?
    package let p90: Int?
  }

  /// Returns when the sum of the steps ahead reaches `balance`.
  ///
  /// What is used is never negative, so that the balance is used up by a step exactly when the sum up to it reaches
  /// the balance: the ranges of sums say all, nothing is simulated.
  ///
  /// - Parameters:
  ///   - balance: in the unit of the series.
  ///   - pool: the errors of all series like it.
  package static func steps(
    balance: Balance, forecast: RollingForecast, pool: ErrorPool
  ) -> Steps {
    let spread = pool.spread(of: forecast)
    func first(_ probability: Double) -> Int? {
      var sum = 0.0
      for (index, mean) in forecast.mean.enumerated() {
        sum += mean
        let used = sum + spread * pool.sumQuantile(probability, steps: index + 1)
        if max(0, used) >= balance.amount { return index + 1 }
      }
      return nil
    }
    return Steps(p10: first(0.9), p50: first(0.5), p90: first(0.1))
  }
}

extension RunOut {
  /// A probability, 0 … 1.
  package typealias Chance = Double

  /// Returns the probability that the balance is not used up within so many steps, in steps of one percent.
  package static func outlasting(
    _ steps: Int, balance: Balance, forecast: RollingForecast, pool: ErrorPool
  ) -> Chance {
    let steps = min(steps, forecast.mean.count)
    guard steps > 0, balance.amount > 0 else { return 0 }
    let sum = forecast.mean[..<steps].reduce(0, +)
    let spread = pool.spread(of: forecast)
    // The largest share of cases whose sum stays below the balance.
    let below = (1...99).last { percent in
      let score = pool.sumQuantile(Double(percent) / 100, steps: steps)
      return max(0, sum + spread * score) < balance.amount
    }
    return Double(below ?? 0) / 100
  }
}
