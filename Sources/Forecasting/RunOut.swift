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
