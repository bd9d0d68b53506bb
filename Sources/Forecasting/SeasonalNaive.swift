/// Seasonal naive forecasts with drift: the same day of last week, plus the average change per
/// week.
///
/// The method is in Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd edition,
/// §5.2 (naive, seasonal naive and drift) and §5.5 (intervals), https://otexts.com/fpp3/. The
/// intervals are not those of a normal distribution but of the errors the method would have made:
/// from every past day as origin (§5.10), for each step ahead. Doubles are welcome here: a forecast
/// is no account. Only + − × ÷ and square roots in a fixed order, so the result is the same
/// anywhere.
package enum SeasonalNaive {
  /// The largest magnitude that a value of the history may have, so that no forecast overflows.
  package static let limit = 1e24

  /// Returns the forecast for the `horizon` days after the history.
  ///
  /// With less than two seasons of history the season is one day (naive with drift); with less than
  /// two values there is no forecast.
  ///
  /// - Parameters:
  ///   - history: one finite value per day, no gaps, oldest first.
  ///   - season: the days of a season.
  ///   - nonNegative: the series cannot fall below 0, so neither do forecasts and ranges.
  package static func forecast(
    history: [Double], season: Int = 7, horizon: Int, nonNegative: Bool = true
  ) -> Forecast {
    precondition(season >= 1 && horizon >= 0, "a season has a day, and a horizon is no past")
    precondition(
      history.allSatisfy { $0.magnitude <= limit }, "the history is of numbers up to 10²⁴")
    let isSeasonal = season > 1 && history.count >= 2 * season
    let method = isSeasonal ? ForecastMethod.seasonalNaiveDrift : .naiveDrift
    guard history.count >= 2, horizon > 0 else { return Forecast(method: method, points: []) }
    let model = DriftModel(history: history, season: isSeasonal ? season : 1)
    let spreads = model.spreads(horizon: horizon)
    let points = spreads.enumerated().map { index, spread in
      let mean = model.value(origin: history.count, step: index + 1)
      return point(step: index + 1, mean: mean, spread, floor: nonNegative ? 0 : -.infinity)
    }
    return Forecast(method: method, points: points)
  }

  private static func point(
    step: Int, mean: Double, _ spread: Spread, floor: Double
  ) -> ForecastPoint {
    ForecastPoint(
      step: step, mean: max(floor, mean),
      lo80: max(floor, mean - spread.of80), hi80: max(floor, mean + spread.of80),
      lo95: max(floor, mean - spread.of95), hi95: max(floor, mean + spread.of95))
  }
}

/// How far from its mean a forecast is expected to be off, in 80 and in 95 of 100 cases.
private struct Spread {
  let of80: Double
  let of95: Double

  /// Reads the spread off past errors, at least one, all ≥ 0.
  init(errors: [Double]) {
    let sorted = errors.sorted()
    of80 = Spread.quantile(percent: 80, of: sorted)
    of95 = Spread.quantile(percent: 95, of: sorted)
  }

  private init(of80: Double, of95: Double) {
    self.of80 = of80
    self.of95 = of95
  }

  func widened(by factor: Double) -> Spread {
    Spread(of80: of80 * factor, of95: of95 * factor)
  }

  /// The error that `percent` of n + 1 errors do not exceed: the new one counts as one of them.
  private static func quantile(percent: Int, of sorted: [Double]) -> Double {
    let rank = ((sorted.count + 1) * percent + 99) / 100
    return sorted[min(rank, sorted.count) - 1]
  }
}

/// The method with one history: what it says from any origin in it.
private struct DriftModel {
  /// Two values or more, and more than one season.
  let history: [Double]
  let season: Int
  /// Changes from season to season: the sum of the first n at index n.
  private let changeSums: [Double]

  /// So many errors a 95 % range needs: the largest of 19 is at rank 0.95 × (19 + 1).
  private static let errorsNeeded = 19

  init(history: [Double], season: Int) {
    self.history = history
    self.season = season
    var sums = [0.0]
    for index in season..<history.count {
      sums.append((sums.last ?? 0) + (history[index] - history[index - season]))
    }
    changeSums = sums
  }

  /// The forecast for `step` days ahead made from the first `origin` values, more than one season.
  func value(origin: Int, step: Int) -> Double {
    let changes = origin - season
    let drift = changeSums[changes] / Double(changes)
    let sameDay = origin - season + (step - 1) % season
    return history[sameDay] + Double(seasonsAhead(step)) * drift
  }

  /// The spread for each step up to the horizon: from the errors at that step while there are
  /// enough, then the last such spread, or that of the plain changes, widened by the square root of
  /// seasons.
  func spreads(horizon: Int) -> [Spread] {
    var known = Spread(errors: changes)
    var knownSeasons = 1.0
    return (1...horizon).map { step in
      let seasons = Double(seasonsAhead(step))
      let errors = errors(step: step)
      guard errors.count >= DriftModel.errorsNeeded else {
        return known.widened(by: (seasons / knownSeasons).squareRoot())
      }
      known = Spread(errors: errors)
      knownSeasons = seasons
      return known
    }
  }

  /// What the method was off at `step`, from every origin with two seasons or more before it.
  private func errors(step: Int) -> [Double] {
    let first = 2 * season
    let last = history.count - step
    guard first <= last else { return [] }
    return (first...last).map { origin in
      (history[origin + step - 1] - value(origin: origin, step: step)).magnitude
    }
  }

  private var changes: [Double] {
    (season..<history.count).map { (history[$0] - history[$0 - season]).magnitude }
  }

  private func seasonsAhead(_ step: Int) -> Int { (step - 1) / season + 1 }
}
