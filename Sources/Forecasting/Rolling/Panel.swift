/// What all members say of a series, now and at earlier origins.
///
/// Where the history has odd values, each member speaks twice: from the history as it is and from one in which
/// they are what their neighbours make expect.
struct Panel {
  /// Per member, one value per step.
  let forecasts: [[Double]]
  /// The latest origin first.
  let trials: [Trial]

  /// What the members said at one origin, and what came.
  struct Trial {
    let forecasts: [[Double]]
    let actual: [Double]
    /// The last season again, one value per step.
    let naive: [Double]
    /// The mean absolute error of each member.
    let errors: [Double]
  }

  private static let origins = 8

  init(_ history: [Double], season: Int, horizon: Int) {
    let members = history.withUnsafeBufferPointer { Members(fitting: $0, season: season) }
    let calm = Panel.calm(history, season: season)
    let versions = calm == history ? [history] : [history, calm]
    func forecasts(first count: Int, horizon: Int) -> [[Double]] {
      versions.flatMap { version in
        version.withUnsafeBufferPointer { members.forecasts($0.first(count), horizon: horizon) }
      }
    }
    self.forecasts = forecasts(first: history.count, horizon: horizon)
    let steps = min(horizon, max(1, history.count / 3))
    let stride = max(1, steps / 4)
    var trials: [Trial] = []
    for number in 0..<Panel.origins {
      let origin = history.count - steps - number * stride
      if origin < max(2 * season + 5, 10, history.count / 3) { break }
      let actual = Array(history[origin..<(origin + steps)])
      let said = forecasts(first: origin, horizon: steps)
      trials.append(
        Trial(
          forecasts: said, actual: actual,
          naive: (0..<steps).map { history[origin - season + $0 % season] },
          errors: said.map { Panel.meanError(of: $0, against: actual) }))
    }
    self.trials = trials
  }

  /// The history with odd values replaced by what their neighbours make expect; itself where it has no season or
  /// is too short to tell.
  ///
  /// Four and more up to the end may as well be the first of another level, and stay.
  private static func calm(_ history: [Double], season: Int) -> [Double] {
    guard season > 1, history.count >= 3 * season else { return history }
    var calm = history
    let spikes = Anomalies.found(in: history, season: season).filter { $0.kind == .spike }
    let odd = Set(spikes.map(\.step))
    let settled = (history.indices.last { !odd.contains($0) } ?? -1) + 1
    for spike in spikes where spike.step < settled || history.count - settled < 4 {
      calm[spike.step] = spike.expected
    }
    return calm
  }

  /// The mean absolute error of a forecast of as many steps, or more.
  private static func meanError(of forecast: [Double], against actual: [Double]) -> Double {
    guard !actual.isEmpty else { return 0 }
    var sum = 0.0
    for step in 0..<actual.count { sum += (forecast[step] - actual[step]).magnitude }
    return sum / Double(actual.count)
  }

  /// The members' weights, which add up to 1: the third power of the inverse of their mean error.
  ///
  /// - Parameter left: an origin that does not count.
  func weights(without left: Int?) -> [Double] {
    let used = trials.indices.filter { $0 != left }
    guard !used.isEmpty else {
      return [Double](repeating: 1 / Double(forecasts.count), count: forecasts.count)
    }
    let errors = forecasts.indices.map { member in
      used.reduce(0) { $0 + trials[$1].errors[member] } / Double(used.count) + 1e-9
    }
    let least = errors.min() ?? 0
    let raw = errors.map { (least / $0) * (least / $0) * (least / $0) }
    let sum = raw.reduce(0, +)
    return raw.map { $0 / sum }
  }
}
