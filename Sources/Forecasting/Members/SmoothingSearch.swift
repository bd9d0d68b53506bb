/// A search for the smoothing model of a form whose errors one step ahead are least.
struct SmoothingSearch {
  private let form: Smoothing.Form
  private let measure: Measure
  private var search: SimplexSearch

  /// The measure of levels and trends in a search; they are in the history's own unit.
  struct Measure {
    /// The base from which a level is counted.
    let base: Double
    let scale: Double

    /// - Parameter season: how many steps that has; 0 without one.
    init(_ history: HistoryValues, season: Int) {
      let opening = history.prefix(max(season, 4))
      base = opening.reduce(0, +) / Double(opening.count)
      scale = history.deviation + 1e-12
    }
  }

  /// - Parameter alpha: how fast the level follows where the search starts.
  init(_ form: Smoothing.Form, alpha: Double, _ measure: Measure) {
    self.form = form
    self.measure = measure
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
    search = SimplexSearch(from: start, steps: steps, iterations: 60 * steps.count)
  }

  /// The number of parameters searched for.
  var parameters: Int { search.dimensions }

  /// From here on the exact squared errors of the model do not matter.
  var limit: Double { search.limit }

  /// True if the search needs no further squared errors of any model.
  var isDone: Bool { search.isDone }

  /// The least squared errors that were found, once the search is done.
  var leastErrors: Double { search.best.value }

  /// The model that has them; where no point was allowed, one that follows slowly.
  var best: Smoothing {
    model(at: search.best.point)
      ?? Smoothing(
        alpha: 0.1, beta: 0, damping: 1, gamma: 0, level: measure.base, trend: 0, form: form)
  }

  /// Returns the model whose squared errors are needed; nil once the search is done.
  mutating func next() -> Smoothing? {
    while !search.isDone {
      if let model = model(at: search.trial) { return model }
      search.take(SimplexSearch.forbidden)
    }
    return nil
  }

  /// Goes on with the squared errors of that model.
  mutating func take(_ squaredErrors: Double) { search.take(squaredErrors) }

  /// The model at a point; nil where that is not allowed.
  private func model(at point: SimplexSearch.Point) -> Smoothing? {
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
    return Smoothing(
      alpha: alpha, beta: beta, damping: damping, gamma: gamma,
      level: point[next] * measure.scale + measure.base,
      trend: form.hasTrend ? point[next + 1] * measure.scale * 0.1 : 0, form: form)
  }
}

extension Smoothing {
  /// A fitted model, its squared errors, and what these are worth with its number of parameters (Akaike's
  /// criterion, corrected for short histories; less is better).
  struct Fit {
    let model: Smoothing
    let squaredErrors: Double
    let criterion: Double
  }

  /// The model of each form whose errors one step ahead are least; of two forms at most.
  ///
  /// Two searches a form, from a slow and from a fast level, go on side by side.
  ///
  /// - Parameter season: the additive indices to begin with; empty for forms without season.
  static func fits(_ forms: [Form], to history: HistoryValues, season: [Double]) -> [Fit] {
    precondition(2 * forms.count <= SmoothingLanes.count, "each search has a lane")
    let measure = SmoothingSearch.Measure(history, season: season.count)
    var searches = forms.flatMap { form in
      [0.1, 0.5].map { SmoothingSearch(form, alpha: $0, measure) }
    }
    var lanes = SmoothingLanes(season: season)
    while true {
      for lane in searches.indices {
        lanes.set(lane, searches[lane].next(), limit: searches[lane].limit)
      }
      if searches.allSatisfy(\.isDone) { break }
      let errors = lanes.squaredErrors(history)
      for lane in searches.indices where !searches[lane].isDone {
        searches[lane].take(errors[lane])
      }
    }
    return forms.indices.map { number in
      let (slow, fast) = (searches[2 * number], searches[2 * number + 1])
      let better = fast.leastErrors < slow.leastErrors ? fast : slow
      return Fit(
        model: better.best, squaredErrors: better.leastErrors,
        criterion: criterion(
          squaredErrors: better.leastErrors, values: history.count,
          parameters: better.parameters + 1 + season.count))
    }
  }

  private static func criterion(squaredErrors: Double, values: Int, parameters: Int) -> Double {
    let (count, parameters) = (Double(values), Double(parameters))
    let free = count - parameters - 1
    let correction = free > 0 ? 2 * parameters * (parameters + 1) / free : 1e6
    let fit = count * Logarithm.natural(squaredErrors / count + 1e-300)
    return fit + 2 * parameters + correction
  }
}
