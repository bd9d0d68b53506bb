/// The forecast for one step ahead, or for a sum of steps, in the unit of the history.
///
/// Always finite, and `lo95` ≤ `lo80` ≤ `mean` ≤ `hi80` ≤ `hi95`.
package struct ForecastPoint: Hashable, Sendable {
  /// Steps after the last one of the history, from 1; of a sum, the last one.
  package let step: Int
  /// The forecast itself.
  package let mean: Double
  /// The lower end of the range that holds the value in 80 of 100 cases.
  package let lo80: Double
  /// The upper end of that range.
  package let hi80: Double
  /// The lower end of the range that holds the value in 95 of 100 cases.
  package let lo95: Double
  /// The upper end of that range.
  package let hi95: Double

  /// No bound is further out: 10²⁹, which is written with 8 decimals yet.
  private static let limit = 1e29

  /// A point of which values below a quantile come with a probability.
  init(step: Int, mean: Double, isNonNegative: Bool, quantile: (Double) -> Double) {
    let floor = isNonNegative ? 0 : -ForecastPoint.limit
    func bound(_ probability: Double) -> Double {
      min(max(quantile(probability), -ForecastPoint.limit), ForecastPoint.limit)
    }
    self.step = step
    self.mean = mean
    lo80 = max(floor, min(mean, bound(0.1)))
    hi80 = max(mean, bound(0.9))
    lo95 = max(floor, min(lo80, bound(0.025)))
    hi95 = max(hi80, bound(0.975))
  }
}

extension ForecastPoint {
  /// The point with an exact figure added to the mean and every bound.
  package func moved(by figure: ExactFigure) -> ForecastPoint {
    ForecastPoint(self, adding: figure.number)
  }

  private init(_ point: ForecastPoint, adding number: Double) {
    step = point.step
    mean = point.mean + number
    lo80 = point.lo80 + number
    hi80 = point.hi80 + number
    lo95 = point.lo95 + number
    hi95 = point.hi95 + number
  }
}

/// The method of a forecast.
package enum ForecastMethod {
  /// The word in `forecast.csv`: a median of members, weighted by how they did from rolling origins.
  package static let name = "rolling_median"
}
