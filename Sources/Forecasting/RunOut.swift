/// The time at which a balance will be used up.
package enum RunOut {
  /// The steps (from 1) by which the balance is used up in 10, 50 and 90 of 100 cases; nil after the horizon.
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
  ///   - known: what is known to be otherwise in the steps ahead than in the history.
  ///   - skipped: the number of steps ahead that are over when the balance is that.
  package static func steps(
    balance: Balance, forecast: RollingForecast, pool: ErrorPool, known: Known = .nothing,
    after skipped: Int = 0
  ) -> Steps {
    let sums = Sums(of: forecast, pool, known, after: skipped)
    func first(_ probability: Double) -> Int? {
      forecast.mean.indices.dropFirst(skipped).first {
        sums.used(by: $0 + 1, probability) >= balance.amount
      }.map { $0 + 1 }
    }
    return Steps(p10: first(0.9), p50: first(0.5), p90: first(0.1))
  }

  /// The known facts about the steps ahead besides the history.
  package enum Known: Sendable {
    /// They go on as the history did.
    case nothing
    /// Prices change: what each step comes to, and what it would at the prices of the first.
    case prices([ExactFigure], unchanged: [ExactFigure])
    /// Something ends, or another takes over: what each step comes to.
    case course([ExactFigure])
  }
}

/// The expected use up to each step ahead, from the first that counts on, and its errors.
private struct Sums {
  /// Per step, what is expected up to it and how wide the errors are.
  private let steps: [(centre: Double, spread: Double)]
  private let pool: ErrorPool
  private let skipped: Int

  /// - Parameter skipped: the number of steps that do not count.
  init(
    of forecast: RollingForecast, _ pool: ErrorPool, _ known: RunOut.Known, after skipped: Int
  ) {
    self.pool = pool
    self.skipped = skipped
    let usual = pool.spread(of: forecast)
    var steps: [(centre: Double, spread: Double)] = []
    var (own, centre) = (0.0, 0.0)
    for (index, mean) in forecast.mean.enumerated() {
      own += mean
      switch known {
      case .nothing: centre += mean
      case .prices(let expected, let unchanged):
        let (expected, unchanged) = (expected[index].number, unchanged[index].number)
        centre += unchanged > 0 ? mean * (expected / unchanged) : expected
      case .course(let expected): centre += expected[index].number
      }
      // At other prices errors are larger or smaller in proportion.
      steps.append((centre, own > 0 ? usual * (centre / own) : usual))
    }
    self.steps = steps
  }

  /// Returns the use up to a step, from 1, that this share of cases does not exceed.
  func used(by step: Int, _ probability: Double) -> Double {
    let (whole, spread) = steps[step - 1]
    let centre = skipped > 0 ? whole - steps[skipped - 1].centre : whole
    return max(0, centre + spread * pool.sumQuantile(probability, steps: step - skipped))
  }
}

extension RunOut {
  /// A probability, 0 … 1.
  package typealias Chance = Double

  /// Returns the probability that the balance is not used up within some steps, in steps of one percent; 1 where all
  /// of them are over when the balance is that.
  package static func outlasting(
    _ steps: Int, balance: Balance, forecast: RollingForecast, pool: ErrorPool,
    known: Known = .nothing, after skipped: Int = 0
  ) -> Chance {
    let steps = min(steps, forecast.mean.count)
    guard steps > 0, balance.amount > 0 else { return 0 }
    guard skipped < steps else { return 1 }
    let sums = Sums(of: forecast, pool, known, after: skipped)
    // The largest share of cases whose sum stays below the balance.
    let below = (1...99).last { sums.used(by: steps, Double($0) / 100) < balance.amount }
    return Double(below ?? 0) / 100
  }
}
