/// A forecast made of several members, weighed by how they did from up to eight earlier days, and what the
/// whole was off then.
package struct RollingForecast: Sendable {
  /// One per step ahead, from the first.
  package let mean: [Double]
  /// The forecasts at earlier origins, the latest first.
  package let trials: [Trial]
  /// The mean change from one season to the next; 0 for a constant history.
  package let scale: Double
  /// The unit that makes the errors of different series comparable.
  ///
  /// It is the scale, or more if the history is too short to show that it does not change.
  let unit: Double
  /// The history never falls below 0, and so does not the forecast.
  package let isNonNegative: Bool

  /// A forecast from an earlier day, with weights that do not know that day, and what came.
  package struct Trial: Sendable {
    /// One per step.
    package let expected: [Double]
    /// One per step.
    package let actual: [Double]
    /// The forecast that repeats the last season, one value per step.
    package let naive: [Double]
    /// Actual less expected, one per step; kept because each range of the series asks for them.
    package let residuals: [Double]

    fileprivate init(expected: [Double], actual: [Double], naive: [Double]) {
      self.expected = expected
      self.actual = actual
      self.naive = naive
      residuals = zip(actual, expected).map { $0 - $1 }
    }
  }

  /// Forecasts a series.
  ///
  /// - Parameters:
  ///   - history: finite values up to 10²⁴, oldest first, at least one.
  ///   - season: steps of a season; 1 for none.
  package init(history: [Double], season: Int, horizon: Int) {
    precondition(!history.isEmpty && season >= 1, "something must have happened")
    precondition(
      history.allSatisfy { $0.magnitude <= RollingForecast.limit },
      "the history is of numbers up to 10²⁴")
    isNonNegative = (history.min() ?? 0) >= 0
    scale = SeasonalScale.meanChange(history, season: season)
    unit = SeasonalScale.unit(history, season: season)
    let all = ModelForecasts(history, season: season, horizon: horizon)
    let floor = isNonNegative ? 0 : -Double.infinity
    let tried = RollingForecast.trials(all, floor: floor)
    let fallsShort = isNonNegative && RollingForecast.fallsShort(tried)
    let panel = fallsShort ? all.ofSums : all
    trials = fallsShort ? RollingForecast.trials(panel, floor: floor) : tried
    mean = WeightedMedian.combined(panel.forecasts, weights: panel.weights(without: nil))
      .map { max($0, floor) }
  }

  private static func trials(_ panel: ModelForecasts, floor: Double) -> [Trial] {
    panel.trials.indices.map { index in
      let weights = panel.weights(without: index)
      return Trial(
        expected: WeightedMedian.combined(panel.trials[index].forecasts, weights: weights)
          .map { max($0, floor) },
        actual: panel.trials[index].actual, naive: panel.trials[index].naive)
    }
  }

  /// Returns true if the trials expected too little because of a few large days.
  ///
  /// They expected less than 75 % of the actual sum, and at least 1 step in 14 brought more than
  /// twice its expected value. Forecasts of a usual day are nearest to most days, but miss the sum
  /// if rare days make up much of it.
  ///
  /// Fewer large days are anomalies and are not expected to come back.
  private static func fallsShort(_ trials: [Trial]) -> Bool {
    var expected = 0.0
    var actual = 0.0
    var steps = 0
    var large = 0
    for trial in trials {
      for (said, came) in zip(trial.expected, trial.actual) {
        expected += said
        actual += came
        steps += 1
        if came > 2 * said { large += 1 }
      }
    }
    return expected < 0.75 * actual && 14 * large >= steps
  }

  /// The largest magnitude that a value of the history may have, so that no square overflows.
  static let limit = 1e24
}

/// The usual change of a series, as the measure of errors.
package enum SeasonalScale {
  /// Returns the mean absolute change from a season ago, or from the step before where the history is no longer
  /// than a season; 0 for a constant history or one value.
  static func meanChange(_ history: [Double], season: Int) -> Double {
    let lag = history.count > season ? max(1, season) : 1
    guard history.count > lag else { return 0 }
    return sumOfChanges(history, lag: lag) / Double(history.count - lag)
  }

  /// Returns the same; of less than two seasons or ten values, the mean of all changes from step to step and of one that
  /// nobody saw, as large as the values: a few that happen to be equal are not constant yet.
  static func unit(_ history: [Double], season: Int) -> Double {
    guard history.count < max(2 * season, 10) else { return meanChange(history, season: season) }
    let size = history.reduce(0) { $0 + $1.magnitude } / Double(history.count)
    return (sumOfChanges(history, lag: 1) + size) / Double(history.count)
  }

  private static func sumOfChanges(_ history: [Double], lag: Int) -> Double {
    var sum = 0.0
    for step in lag..<max(lag, history.count) {
      sum += (history[step] - history[step - lag]).magnitude
    }
    return sum
  }
}
