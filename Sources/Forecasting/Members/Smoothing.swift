/// An exponential smoothing model with additive errors: a level, perhaps a damped trend, perhaps a season.
///
/// Hyndman, Koehler, Snyder & Grose, A state space framework for automatic forecasting using
/// exponential smoothing methods, International Journal of Forecasting 18 (2002); the damped trend is
/// Gardner & McKenzie's (1985).
package struct Smoothing: Hashable, Sendable {
  /// The speed at which the level follows.
  package let alpha: Double
  /// The speed at which the trend follows; 0 without a trend.
  package let beta: Double
  /// The part of the trend that remains after a step; 1 without a trend.
  package let damping: Double
  /// The speed at which the season follows; 0 without a season.
  package let gamma: Double
  /// The level before the first value.
  package let level: Double
  /// The change per step before the first value.
  package let trend: Double
  /// The states of the model.
  package let form: Form

  /// The states that a model has.
  package struct Form: Hashable, Sendable {
    /// A damped trend.
    package let hasTrend: Bool
    /// A season, in the model itself; else it is for histories without season.
    package let hasSeason: Bool

    package init(hasTrend: Bool, hasSeason: Bool) {
      self.hasTrend = hasTrend
      self.hasSeason = hasSeason
    }

    /// Without and with a trend.
    static func both(hasSeason: Bool) -> [Form] {
      [false, true].map { Form(hasTrend: $0, hasSeason: hasSeason) }
    }
  }

  /// The sum of squared errors one step ahead.
  package func squaredErrors(_ history: [Double], season: [Double]) -> Double {
    var lanes = SmoothingLanes(season: form.hasSeason ? season : [])
    lanes.set(0, self, limit: .infinity)
    return history.withUnsafeBufferPointer { lanes.squaredErrors($0)[0] }
  }

  /// The values expected after a history.
  ///
  /// - Parameter season: the additive indices to begin with; empty for a form without season.
  func forecast(_ history: HistoryValues, season: [Double], horizon: Int) -> [Double] {
    var level = level
    var trend = trend
    var states = form.hasSeason ? season : [0]
    var phase = 0
    for value in history {
      let base = level + damping * trend
      let error = value - (base + states[phase])
      level = base + alpha * error
      trend = damping * trend + beta * error
      states[phase] += gamma * error
      phase = phase + 1 == states.count ? 0 : phase + 1
    }
    var power = 1.0
    var powers = 0.0
    return (0..<horizon).map { step in
      power *= damping
      powers += power
      return level + (form.hasTrend ? powers * trend : 0)
        + states[(history.count + step) % states.count]
    }
  }
}
