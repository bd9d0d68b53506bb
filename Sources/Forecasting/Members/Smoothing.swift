/// An exponential smoothing model with additive errors: a level, perhaps a damped trend, perhaps a season.
///
/// Hyndman, Koehler, Snyder & Grose, A state space framework for automatic forecasting using
/// exponential smoothing methods, International Journal of Forecasting 18 (2002); the damped trend is
/// Gardner & McKenzie's (1985).
package struct Smoothing: Hashable, Sendable {
  /// How fast the level follows.
  package let alpha: Double
  /// How fast the trend follows; 0 without a trend.
  package let beta: Double
  /// How much of the trend is left after a step; 1 without a trend.
  package let damping: Double
  /// How fast the season follows; 0 without a season.
  package let gamma: Double
  /// The level before the first value.
  package let level: Double
  /// The change per step before the first value.
  package let trend: Double
  /// Which states the model has.
  package let form: Form

  /// Which states a model has.
  package struct Form: Hashable, Sendable {
    /// A damped trend.
    package let hasTrend: Bool
    /// A season, in the model itself; else it is for histories without season.
    package let hasSeason: Bool

    package init(hasTrend: Bool, hasSeason: Bool) {
      self.hasTrend = hasTrend
      self.hasSeason = hasSeason
    }
  }

  package init(
    alpha: Double, beta: Double, damping: Double, gamma: Double, level: Double, trend: Double,
    form: Form
  ) {
    self.alpha = alpha
    self.beta = beta
    self.damping = damping
    self.gamma = gamma
    self.level = level
    self.trend = trend
    self.form = form
  }

  /// A fitted model, its squared errors, and what these are worth with its number of parameters (Akaike's
  /// criterion, corrected for short histories; less is better).
  struct Fit {
    let model: Smoothing
    let squaredErrors: Double
    let criterion: Double
  }

  /// The model of that form whose errors one step ahead are least.
  ///
  /// - Parameter season: the additive indices to begin with; empty for a form without season.
  static func fit(_ form: Form, to history: Values, season: [Double]) -> Fit {
    let scale = history.deviation + 1e-12
    let period = max(1, season.count)
    let opening = history.prefix(max(period, 4))
    let base = opening.reduce(0, +) / Double(opening.count)
    var states = season
    var best: (point: [Double], value: Double) = ([], .infinity)
    let (corner, steps) = Smoothing.corner(form)
    for alpha in [0.1, 0.5] {
      var start = corner
      start[0] = alpha
      let found = SimplexSearch.minimum(from: start, steps: steps, iterations: 60 * start.count) {
        point, limit in
        guard let model = Smoothing(point, form: form, base: base, scale: scale) else {
          return SimplexSearch.forbidden
        }
        return model.squaredErrors(history, season: season, states: &states, limit: limit)
      }
      if found.value < best.value || best.point.isEmpty { best = found }
    }
    let model =
      Smoothing(best.point, form: form, base: base, scale: scale)
      ?? Smoothing(
        alpha: 0.1, beta: 0, damping: 1, gamma: 0, level: base, trend: 0, form: form)
    let count = Double(history.count)
    let parameters = Double(corner.count + 1 + season.count)
    let free = count - parameters - 1
    let correction = free > 0 ? 2 * parameters * (parameters + 1) / free : 1e6
    let fit = count * Logarithm.natural(best.value / count + 1e-300)
    return Fit(
      model: model, squaredErrors: best.value, criterion: fit + 2 * parameters + correction)
  }

  /// Where the search starts, and how wide it looks at first.
  private static func corner(_ form: Form) -> (start: [Double], steps: [Double]) {
    var start = [0.1]
    var steps = [0.25]
    if form.hasTrend {
      start += [0.1, 0.95]
      steps += [0.2, -0.08]
    }
    if form.hasSeason {
      start.append(0.1)
      steps.append(0.2)
    }
    start.append(0)
    steps.append(0.3)
    if form.hasTrend {
      start.append(0)
      steps.append(0.3)
    }
    return (start, steps)
  }

  /// The model at a point of the search; nil where the point is not allowed.
  private init?(_ point: [Double], form: Form, base: Double, scale: Double) {
    let alpha = point[0]
    guard alpha >= 1e-4, alpha <= 0.9999 else { return nil }
    var next = 1
    var beta = 0.0
    var damping = 1.0
    var gamma = 0.0
    if form.hasTrend {
      guard point[1] >= 0, point[1] <= 1, point[2] >= 0.8, point[2] <= 0.98 else { return nil }
      beta = point[1] * alpha
      damping = point[2]
      next = 3
    }
    if form.hasSeason {
      guard point[next] >= 0, point[next] <= 1 else { return nil }
      gamma = point[next] * (1 - alpha)
      next += 1
    }
    self.init(
      alpha: alpha, beta: beta, damping: damping, gamma: gamma, level: point[next] * scale + base,
      trend: form.hasTrend ? point[next + 1] * scale * 0.1 : 0, form: form)
  }

  /// The sum of squared errors one step ahead; not below `limit`, some sum not below it.
  ///
  /// - Parameter states: room for as many values as the season has.
  private func squaredErrors(
    _ history: Values, season: [Double], states: inout [Double], limit: Double
  ) -> Double {
    var level = level
    var trend = trend
    var sum = 0.0
    guard form.hasSeason else {
      for step in 0..<history.count {
        let mean = level + damping * trend
        let error = history[step] - mean
        sum += error * error
        level = mean + alpha * error
        trend = damping * trend + beta * error
        if step & 15 == 15 && sum >= limit { return sum }
      }
      return sum
    }
    return states.withUnsafeMutableBufferPointer { states in
      for phase in states.indices { states[phase] = season[phase] }
      var phase = 0
      for step in 0..<history.count {
        let base = level + damping * trend
        let error = history[step] - (base + states[phase])
        sum += error * error
        level = base + alpha * error
        trend = damping * trend + beta * error
        states[phase] += gamma * error
        phase = phase + 1 == states.count ? 0 : phase + 1
        if step & 15 == 15 && sum >= limit { return sum }
      }
      return sum
    }
  }

  /// The sum of squared errors one step ahead.
  package func squaredErrors(_ history: [Double], season: [Double]) -> Double {
    var states = season
    return history.withUnsafeBufferPointer {
      squaredErrors($0, season: season, states: &states, limit: .infinity)
    }
  }

  /// The values expected after a history.
  ///
  /// - Parameter season: the additive indices to begin with; empty for a form without season.
  func forecast(_ history: Values, season: [Double], horizon: Int) -> [Double] {
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
