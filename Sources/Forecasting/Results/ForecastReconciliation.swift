/// Forecasts of parts that add up to the forecast of their sum.
///
/// A part is forecast at its usual day, and few of many small ones are usual at once, so that their sum falls short of what
/// comes. The shortage or excess over all steps goes to the parts by the squares of how much they change from
/// season to season: least squares weighted by variances (Hyndman and others, Computational Statistics and Data Analysis 97,
/// 2016), where the sum is taken as it is. What never changes stays.
package enum ForecastReconciliation {
  /// Returns what each part is on each step, with `decimals` decimals, 0 or more, half to even.
  ///
  /// - Parameter sum: the forecast of all of them together.
  package static func figures(
    _ parts: [RollingForecast], sum: RollingForecast, decimals: Int
  ) -> [[Int128]] {
    let sums = parts.map(\.positiveSum)
    let missing = sum.positiveSum - sums.reduce(0, +)
    let weights = parts.map { $0.scale * $0.scale }
    let whole = weights.reduce(0, +)
    return zip(parts, zip(sums, weights)).map { part, known in
      let change = whole > 0 && known.0 > 0 ? missing * known.1 / whole / known.0 : 0
      return part.mean.map {
        decimalHalfEven(max(0, min($0 * max(0, 1 + change), 9e18)), decimals: decimals)
      }
    }
  }
}

extension RollingForecast {
  /// The forecast with a number of decimals, 0 or more, half to even, one per step.
  package func figures(decimals: Int) -> [Int128] {
    mean.map { decimalHalfEven(max(0, min($0, 9e18)), decimals: decimals) }
  }

  /// Less than a millionth is expected on each step.
  package var isNothing: Bool { mean.allSatisfy { $0 < 1e-6 } }

  fileprivate var positiveSum: Double { mean.reduce(0) { $0 + max(0, $1) } }
}
