/// Four smoothing models that go through one history side by side.
///
/// What a model makes of a value waits for what it made of the value before, so that four take hardly longer than one.
struct SmoothingLanes {
  /// One value for each model.
  typealias Lanes = SIMD4<Double>

  /// The largest number of models.
  static let count = Lanes.scalarCount

  private var alpha = Lanes.zero
  private var beta = Lanes.zero
  private var damping = Lanes.zero
  private var gamma = Lanes.zero
  private var level = Lanes.zero
  private var trend = Lanes.zero
  /// The exact sum does not matter from here on; of a lane without a model it never does.
  private var limit = Lanes.zero
  private let season: [Double]
  /// Room for as many states as the season has.
  private var states: [Lanes]

  /// - Parameter season: the additive indices to begin with; empty for models without season.
  init(season: [Double]) {
    self.season = season.isEmpty ? [0] : season
    states = self.season.map { Lanes(repeating: $0) }
  }

  /// The model of a lane, nil for none, and the limit from which on its exact sum does not matter.
  mutating func set(_ lane: Int, _ model: Smoothing?, limit: Double) {
    self.limit[lane] = model == nil ? 0 : limit
    guard let model else { return }
    alpha[lane] = model.alpha
    beta[lane] = model.beta
    damping[lane] = model.damping
    gamma[lane] = model.gamma
    level[lane] = model.level
    trend[lane] = model.trend
  }

  /// Returns each model's sum of squared errors one step ahead: exact where it is below the limit of its lane, else any
  /// value that is not below it.
  mutating func squaredErrors(_ history: HistoryValues) -> Lanes {
    let (alpha, beta, damping, gamma) = (alpha, beta, damping, gamma)
    var (level, trend) = (level, trend)
    var sum = Lanes.zero
    for phase in season.indices { states[phase] = Lanes(repeating: season[phase]) }
    return states.withUnsafeMutableBufferPointer { states in
      var phase = 0
      for step in 0..<history.count {
        let base = level + damping * trend
        let error = history[step] - (base + states[phase])
        sum += error * error
        level = base + alpha * error
        trend = damping * trend + beta * error
        states[phase] += gamma * error
        phase = phase + 1 == states.count ? 0 : phase + 1
        if step & 15 == 15 && all(sum .>= limit) { return sum }
      }
      return sum
    }
  }
}
