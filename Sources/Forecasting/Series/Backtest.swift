/// The accuracy of forecasts of a series, made at earlier days from the data known then.
package struct Backtest: Hashable, Sendable {
  /// The number of origins.
  package let origins: Int
  /// The number of steps ahead from each origin.
  package let steps: Int
  /// Mean absolute error in units of the mean change from season to season; nil where that is 0.
  package let mase: Double?
  /// Mean of 200 |y − f| / (|y| + |f|), 0 where both are 0; percent.
  package let smape: Double
  /// The share of values within their 80 % ranges; a ratio.
  package let coverage80: Double
  /// The share of values within their 95 % ranges; a ratio.
  package let coverage95: Double
  /// The error of repeating the last season, as `mase`.
  package let naiveMASE: Double?
  /// The error of repeating the last season, as `smape`.
  package let naiveSMAPE: Double

  /// Measures the trials of a forecast; nil where its history is too short for any.
  ///
  /// - Parameter pool: gives the ranges, from the other trials.
  package init?(_ forecast: RollingForecast, pool: ErrorPool) {
    guard let first = forecast.trials.first, !first.actual.isEmpty else { return nil }
    origins = forecast.trials.count
    steps = first.actual.count
    var method = Errors()
    var naive = Errors()
    var held80 = 0
    var held95 = 0
    for (index, trial) in forecast.trials.enumerated() {
      let points = pool.points(of: forecast, at: index)
      for (step, actual) in trial.actual.enumerated() {
        method.add(actual, trial.expected[step])
        naive.add(actual, trial.naive[step])
        if points[step].lo80 <= actual && actual <= points[step].hi80 { held80 += 1 }
        if points[step].lo95 <= actual && actual <= points[step].hi95 { held95 += 1 }
      }
    }
    let count = Double(method.count)
    mase = forecast.scale > 0 ? method.absolute / count / forecast.scale : nil
    smape = method.relative / count
    naiveMASE = forecast.scale > 0 ? naive.absolute / count / forecast.scale : nil
    naiveSMAPE = naive.relative / count
    coverage80 = Double(held80) / count
    coverage95 = Double(held95) / count
  }

  private struct Errors {
    var count = 0
    var absolute = 0.0
    var relative = 0.0

    mutating func add(_ actual: Double, _ expected: Double) {
      let size = actual.magnitude + expected.magnitude
      count += 1
      absolute += (actual - expected).magnitude
      relative += size > 0 ? 200 * (actual - expected).magnitude / size : 0
    }
  }
}

extension Backtest {
  /// The means over several series, each counting once; nil for none.
  package static func mean(of tests: [Backtest]) -> (mase: Double?, naive: Double?, held80: Double)?
  {
    guard !tests.isEmpty else { return nil }
    let scaled = tests.filter { $0.mase != nil }
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    return (
      mean(scaled.compactMap(\.mase)), mean(scaled.compactMap(\.naiveMASE)),
      mean(tests.map(\.coverage80)) ?? 0
    )
  }
}
