/// The errors of many series as one pool, from which every series gets its ranges.
///
/// Split conformal prediction (Lei and others, Distribution-free predictive inference for regression, Journal of the
/// American Statistical Association 113, 2018): no distribution is assumed; a range is as wide as past errors were,
/// measured in units of each series' own usual error.
package struct ErrorPool: Sendable {
  /// The growth of errors with the steps ahead.
  let growth: ErrorGrowth
  /// A series' usual error in its unit, the median over the series.
  private let usualError: Double
  /// Of single steps, in ascending order.
  private let scores: Scores
  /// Of sums over the first n steps, at index n − 1; in ascending order.
  private let sums: [Scores]

  /// Pools what forecasts of one rhythm (all of days, say) were off.
  package init(_ forecasts: [RollingForecast]) {
    let growth = ErrorGrowth(forecasts)
    let ratios = forecasts.compactMap { forecast -> Double? in
      guard forecast.unit > 0, !forecast.trials.isEmpty else { return nil }
      let squares = forecast.trials.map { growth.meanSquare($0.residuals) }
      return (squares.reduce(0, +) / Double(squares.count)).squareRoot() / forecast.unit
    }
    let usualError = ratios.isEmpty ? 1 : Median.of(ratios)
    var single: [Double] = []
    var cumulative: [[Double]] = []
    for forecast in forecasts {
      let spreads = SeriesSpread(forecast, growth, usualError)
      for (index, trial) in forecast.trials.enumerated() {
        let spread = spreads.ofTrials(without: index)
        guard spread > 0 else { continue }
        let residuals = trial.residuals
        var sum = 0.0
        for (step, residual) in residuals.enumerated() where (residual / spread).isFinite {
          single.append(residual / (spread * growth.factor(step)))
          sum += residual
          if step == cumulative.count { cumulative.append([]) }
          cumulative[step].append(sum / spread)
        }
      }
    }
    self.growth = growth
    self.usualError = usualError
    scores = Scores(single)
    sums = cumulative.enumerated().map { index, seen in
      // Between independent steps (a power of ½) and steps that all err alike (a power of 1).
      let steps = Double(index + 1).squareRoot()
      return Scores(seen, believing: steps * steps.squareRoot())
    }
  }

  /// The usual error of a series, in its own unit.
  func spread(of forecast: RollingForecast) -> Double {
    SeriesSpread(forecast, growth, usualError).ahead
  }

  /// Returns the forecast with its ranges, one point per step.
  package func points(of forecast: RollingForecast) -> [ForecastPoint] {
    points(forecast.mean, spread: spread(of: forecast), isNonNegative: forecast.isNonNegative)
  }

  /// The forecast from an earlier origin with its ranges, one point per step, as wide as the other origins say.
  func points(of forecast: RollingForecast, at origin: Int) -> [ForecastPoint] {
    let others = SeriesSpread(forecast, growth, usualError).ofTrials(without: origin)
    return points(
      forecast.trials[origin].expected, spread: SeriesSpread.hindsight * others,
      isNonNegative: forecast.isNonNegative)
  }

  private func points(
    _ means: [Double], spread: Double, isNonNegative: Bool
  ) -> [ForecastPoint] {
    means.enumerated().map { index, mean in
      let width = spread * growth.factor(index)
      return ForecastPoint(step: index + 1, mean: mean, isNonNegative: isNonNegative) {
        mean + width * scores.quantile($0)
      }
    }
  }

  /// The ranges of a sum of steps (from 0) around `centre`, and a mean that they are to hold; all widths times `ratio`.
  ///
  /// They are its own: those of the days, added up, would be far too wide, and independent days far too narrow.
  func range(
    of forecast: RollingForecast, over steps: Range<Int>, mean: Double, centre: Double,
    ratio: Double
  ) -> ForecastPoint {
    let spread = spread(of: forecast) * ratio
    let isSingle = steps.count == 1
    // A sum further ahead is as uncertain as one of as many steps from now on, times the growth.
    let factor =
      isSingle
      ? growth.factor(steps.lowerBound)
      : growth.factor(steps.lowerBound + steps.count / 2) / growth.factor(steps.count / 2)
    return ForecastPoint(
      step: steps.upperBound, mean: mean, isNonNegative: forecast.isNonNegative
    ) { probability in
      let score =
        isSingle
        ? scores.quantile(probability) : sumQuantile(probability, steps: steps.count)
      return centre + spread * factor * score
    }
  }

  /// The quantile of the scores of a sum over a number of first steps; after the steps for which there are many
  /// scores, in proportion to the last that has.
  func sumQuantile(_ probability: Double, steps: Int) -> Double {
    let enough = min(ErrorPool.enough, ((sums.first?.count ?? 0) + 1) / 2)
    let known = sums.lastIndex { $0.count >= enough }
    guard let known else { return scores.quantile(probability) * Double(steps) }
    guard steps - 1 > known else { return sums[steps - 1].quantile(probability) }
    return sums[known].quantile(probability) * Double(steps) / Double(known + 1)
  }

  private static let enough = 400
}

/// Scores in ascending order, with forty more that represent what is believed before any is seen: a logistic
/// distribution.
struct Scores: Sendable {
  /// The number of errors seen.
  let count: Int
  private let sorted: [Double]
  private static let believed = 40

  /// - Parameter deviation: of what is believed.
  init(_ seen: [Double], believing deviation: Double = 1) {
    count = seen.count
    let believed = (0..<Scores.believed).map { number in
      let probability = (Double(number) + 0.5) / Double(Scores.believed)
      return deviation * 0.5513288954217921 * Logarithm.natural(probability / (1 - probability))
    }
    sorted = (seen + believed).sorted()
  }

  /// The score that a new one does not exceed with this probability.
  func quantile(_ probability: Double) -> Double {
    let place = probability * Double(sorted.count + 1) - 1
    let low = min(max(0, Int(place.rounded(.down))), sorted.count - 1)
    let high = min(low + 1, sorted.count - 1)
    let part = min(max(0, place - Double(low)), 1)
    return sorted[low] + (sorted[high] - sorted[low]) * part
  }
}

/// The usual error of one series: of its own trials, and as much as one more trial of a series like it.
private struct SeriesSpread {
  private let squares: [Double]
  private let prior: Double

  init(_ forecast: RollingForecast, _ growth: ErrorGrowth, _ usualError: Double) {
    squares = forecast.trials.map { growth.meanSquare($0.residuals) }
    prior = (usualError * forecast.unit) * (usualError * forecast.unit)
  }

  /// Trials use parameters that were fitted with knowledge of what came after: so much more are errors without.
  fileprivate static let hindsight = 1.04

  /// Of a forecast from now on.
  var ahead: Double {
    SeriesSpread.hindsight
      * ((squares.reduce(0, +) + prior) / Double(squares.count + 1)).squareRoot()
  }

  /// As trials have it, with their hindsight, which one of them is left out of.
  func ofTrials(without left: Int) -> Double {
    var sum = prior
    for (index, square) in squares.enumerated() where index != left { sum += square }
    return (sum / Double(squares.count)).squareRoot()
  }
}
