/// The forecasts of all members for a series, now and at earlier origins.
///
/// If the history has anomalies, each member makes two forecasts. One uses the history as it is,
/// the other one in which the anomalies are replaced by the values that their neighbours suggest.
struct ModelForecasts {
  /// Per member, one value per step.
  let forecasts: [[Double]]
  /// The latest origin first.
  let trials: [Trial]
  /// The members, each repeated once per version of the history.
  private let members: [Member]
  /// The members used if no trial was possible.
  private let untested: [Member]

  /// The forecasts of the members at one origin, and the actual values.
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
    let members = history.withUnsafeBufferPointer { ForecastMembers(fitting: $0, season: season) }
    let calm = ModelForecasts.calm(history, season: season)
    let versions = calm == history ? [history] : [history, calm]
    func forecasts(first count: Int, horizon: Int) -> [[Double]] {
      versions.flatMap { version in
        version.withUnsafeBufferPointer { members.forecasts($0.first(count), horizon: horizon) }
      }
    }
    self.members = versions.flatMap { _ in Member.allCases }
    untested = history.count < season ? [.seasonMean] : [.smoothing, .seasonMean]
    self.forecasts = forecasts(first: history.count, horizon: horizon)
    let steps = min(horizon, max(1, history.count / 3))
    let stride = max(1, steps / 4)
    let earliest = ModelForecasts.earliestOrigin(history.count, season: season, steps: steps)
    var trials: [Trial] = []
    for number in 0..<ModelForecasts.origins {
      let origin = history.count - steps - number * stride
      if origin < earliest { break }
      let actual = Array(history[origin..<(origin + steps)])
      let said = forecasts(first: origin, horizon: steps)
      trials.append(
        Trial(
          forecasts: said, actual: actual,
          naive: (0..<steps).map { history[origin - season + $0 % season] },
          errors: said.map { ModelForecasts.meanError(of: $0, against: actual) }))
    }
    self.trials = trials
  }

  private init(_ panel: ModelForecasts, keeping places: [Int]) {
    members = places.map { panel.members[$0] }
    untested = panel.untested
    forecasts = places.map { panel.forecasts[$0] }
    trials = panel.trials.map { trial in
      Trial(
        forecasts: places.map { trial.forecasts[$0] }, actual: trial.actual, naive: trial.naive,
        errors: places.map { trial.errors[$0] })
    }
  }

  /// The same of the members whose forecasts have the right sum where some seldom days have much of it, and of the
  /// history as it is.
  var ofSums: ModelForecasts {
    ModelForecasts(
      self, keeping: Member.allCases.indices.filter { Member.ofSums.contains(members[$0]) })
  }

  /// Returns the number of steps known before the first trial.
  ///
  /// It is two seasons and some steps or, if a history is too short for that, one season and some
  /// steps.
  private static func earliestOrigin(_ count: Int, season: Int, steps: Int) -> Int {
    let usual = max(2 * season + 5, 10, count / 3)
    return count - steps >= usual ? usual : max(season + 3, 10)
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

  /// The members' weights, which add up to 1: the third power of the inverse of their mean error; where none was tried,
  /// smoothing and the mean of the seasons, or that alone of less than a season.
  ///
  /// - Parameter left: an origin that does not count.
  func weights(without left: Int?) -> [Double] {
    let used = trials.indices.filter { $0 != left }
    guard !used.isEmpty else {
      return ModelForecasts.adjusted(members.map { untested.contains($0) ? 1 : 0 })
    }
    let errors = forecasts.indices.map { member in
      used.reduce(0) { $0 + trials[$1].errors[member] } / Double(used.count) + 1e-9
    }
    let least = errors.min() ?? 0
    return ModelForecasts.adjusted(errors.map { (least / $0) * (least / $0) * (least / $0) })
  }

  /// Weights that add up to 1.
  private static func adjusted(_ raw: [Double]) -> [Double] {
    let sum = raw.reduce(0, +)
    return raw.map { $0 / sum }
  }
}
