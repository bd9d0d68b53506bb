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

    /// Without and with a trend.
    static func both(hasSeason: Bool) -> [Form] {
      [false, true].map { Form(hasTrend: $0, hasSeason: hasSeason) }
    }

    /// How many parameters are searched for: alpha and the level, perhaps a trend's three, perhaps gamma.
    fileprivate var searched: Int { 2 + (hasTrend ? 3 : 0) + (hasSeason ? 1 : 0) }
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

    /// - Parameters:
    ///   - found: the best point of the searches, and its squared errors.
    ///   - count: of values of the history.
    ///   - season: how many steps that has.
    fileprivate init(
      _ form: Form, _ found: (point: SimplexSearch.Point, value: Double), _ measure: Measure,
      _ count: Int, season: Int
    ) {
      model =
        Smoothing(found.point, form: form, measure)
        ?? Smoothing(
          alpha: 0.1, beta: 0, damping: 1, gamma: 0, level: measure.base, trend: 0, form: form)
      squaredErrors = found.value
      let count = Double(count)
      let parameters = Double(form.searched + 1 + season)
      let free = count - parameters - 1
      let correction = free > 0 ? 2 * parameters * (parameters + 1) / free : 1e6
      let fit = count * Logarithm.natural(found.value / count + 1e-300)
      criterion = fit + 2 * parameters + correction
    }
  }

  /// The model of that form whose errors one step ahead are least.
  ///
  /// - Parameter season: the additive indices to begin with; empty for a form without season.
  static func fit(_ form: Form, to history: Values, season: [Double]) -> Fit {
    fits([form], to: history, season: season)[0]
  }

  /// The model of each form, of two at most, whose errors one step ahead are least.
  ///
  /// Two searches a form, from a slow and from a fast level, go on side by side.
  ///
  /// - Parameter season: the additive indices to begin with; empty for forms without season.
  static func fits(_ forms: [Form], to history: Values, season: [Double]) -> [Fit] {
    let opening = history.prefix(max(season.count, 4))
    let measure = Measure(
      base: opening.reduce(0, +) / Double(opening.count), scale: history.deviation + 1e-12)
    var searches = forms.flatMap { form in
      [0.1, 0.5].map { (form: form, search: Smoothing.search(form, alpha: $0)) }
    }
    var lanes = SmoothingLanes(season: season)
    while true {
      for lane in searches.indices {
        let model = Smoothing.next(searches[lane].form, &searches[lane].search, measure)
        lanes.set(lane, model, limit: searches[lane].search.limit)
      }
      if searches.allSatisfy(\.search.isDone) { break }
      let errors = lanes.squaredErrors(history)
      for lane in searches.indices where !searches[lane].search.isDone {
        searches[lane].search.take(errors[lane])
      }
    }
    return forms.indices.map { number in
      let found = searches[2 * number..<2 * number + 2].map(\.search.best)
      return Fit(
        forms[number], found[1].value < found[0].value ? found[1] : found[0], measure,
        history.count, season: season.count)
    }
  }

  /// The model at the next allowed point of a search; nil once it is done.
  private static func next(
    _ form: Form, _ search: inout SimplexSearch, _ measure: Measure
  ) -> Smoothing? {
    while !search.isDone {
      if let model = Smoothing(search.trial, form: form, measure) { return model }
      search.take(SimplexSearch.forbidden)
    }
    return nil
  }

  /// In what a search measures levels and trends, which are in the history's own unit.
  fileprivate struct Measure {
    /// What a level is counted from.
    let base: Double
    let scale: Double
  }

  private static func search(_ form: Form, alpha: Double) -> SimplexSearch {
    var start = SimplexSearch.Point.zero
    var steps: [Double] = []
    func add(_ value: Double, step: Double) {
      start[steps.count] = value
      steps.append(step)
    }
    add(alpha, step: 0.25)
    if form.hasTrend {
      add(0.1, step: 0.2)
      add(0.95, step: -0.08)
    }
    if form.hasSeason { add(0.1, step: 0.2) }
    add(0, step: 0.3)
    if form.hasTrend { add(0, step: 0.3) }
    return SimplexSearch(from: start, steps: steps, iterations: 60 * steps.count)
  }

  /// The model at a point of the search; nil where the point is not allowed.
  private init?(_ point: SimplexSearch.Point, form: Form, _ measure: Measure) {
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
      alpha: alpha, beta: beta, damping: damping, gamma: gamma,
      level: point[next] * measure.scale + measure.base,
      trend: form.hasTrend ? point[next + 1] * measure.scale * 0.1 : 0, form: form)
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
