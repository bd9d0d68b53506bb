/// What a series is expected to do, from the day after its history on.
package struct Forecast: Hashable, Sendable {
  /// How the points were made.
  package let method: ForecastMethod
  /// One per step, from step 1; empty when the history is too short to say anything.
  package let points: [ForecastPoint]
}

/// How a forecast was made.
package enum ForecastMethod: Hashable, CaseIterable, Sendable {
  /// The last season again, changed by the average change from season to season.
  case seasonalNaiveDrift
  /// The last value again, changed by the average change from day to day.
  case naiveDrift

  /// The word in `forecast.csv`.
  package var name: String {
    switch self {
    case .seasonalNaiveDrift: "seasonal_naive_drift"
    case .naiveDrift: "naive_drift"
    }
  }
}

/// The forecast for one step ahead, in the unit of the history.
///
/// Always finite, and `lo95` ≤ `lo80` ≤ `mean` ≤ `hi80` ≤ `hi95`.
package struct ForecastPoint: Hashable, Sendable {
  /// Days after the last one of the history, from 1.
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
}
