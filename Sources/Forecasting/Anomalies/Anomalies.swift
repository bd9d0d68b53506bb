/// The anomalies in a history.
///
/// A single value may be far from what its neighbours and its season suggest, or the level may
/// change from a step on.
package enum Anomalies {
  /// The kind of an anomaly.
  package enum Kind: Hashable, Sendable {
    /// The value alone is far too large or far too small.
    case spike
    /// From here on the level is another.
    case shift

    /// The word in tables.
    package var name: String {
      switch self {
      case .spike: "spike"
      case .shift: "shift"
      }
    }
  }

  /// One odd value.
  package struct Anomaly: Hashable, Sendable {
    /// From 0 at the beginning of the history.
    package let step: Int
    package let kind: Kind
    package let value: Double
    /// The value expected from the neighbours and the season; for a shift, from the level before.
    package let expected: Double
    /// Below this, or above `high`, a value is odd.
    package let low: Double
    /// See `low`.
    package let high: Double
    /// The distance from the expected value in usual deviations; negative if the value is lower.
    package let score: Double

    /// Returns value less expected in units of 10⁻ˢᶜᵃˡᵉ, half to even; at most 8 × 10¹⁹, more than which no two days differ.
    package func effect(scale: Int) -> Int128 {
      decimalHalfEven(max(-8e19, min(value - expected, 8e19)), decimals: scale)
    }
  }

  /// Single values count as odd from this score on.
  static let limit = 4.5

  /// No score is further from 0.
  static let highest = 1_000.0

  private static func bounded(_ score: Double) -> Double { max(-highest, min(score, highest)) }

  /// Looks for what is odd; by step, a shift before a spike.
  ///
  /// Usual pauses are left out, and uses compared with each other; on a step that is free as a rule nothing is expected.
  ///
  /// - Parameters:
  ///   - history: finite values up to 10²⁴, oldest first.
  ///   - season: steps of a season; 1 for none.
  package static func found(in history: [Double], season: Int) -> [Anomaly] {
    let rest = ScheduledZeroDays(history, season: season)
    let steps = history.indices.filter { !rest.isPause($0, history[$0]) && !rest.isFree($0) }
    guard steps.count >= 10 else { return [] }
    let values = steps.map { history[$0] }
    let shape = RobustSeasonality(values, phases: steps.map { $0 % season }, season: season)
    let shifts = LevelShifts.found(in: shape, period: season)
    let starts = [0] + shifts.map(\.step)
    let ends = shifts.map(\.step) + [values.count]
    var level: [Double] = []
    for (start, end) in zip(starts, ends) {
      level += Median.running(Array(shape.plain[start..<end]), half: max(season, 3))
    }
    let deviation = max(
      Median.deviation(zip(shape.plain, level).map { $0 - $1 }), shape.leastDeviation)
    for (start, end) in zip(starts, ends) {
      LevelEndGrowth.follow(shape, in: start..<end, half: max(season, 3), &level)
    }
    let room = limit * deviation
    func anomaly(_ place: Int, _ kind: Kind, level: Double, score: Double) -> Anomaly {
      Anomaly(
        step: steps[place], kind: kind, value: values[place],
        expected: shape.value(of: level, at: place), low: shape.value(of: level - room, at: place),
        high: shape.value(of: level + room, at: place), score: bounded(score))
    }
    // A smaller step is one of values that never differed by more, and of no consequence.
    var anomalies = shifts.filter { $0.score.magnitude > LevelShifts.leastScore }.map {
      anomaly($0.step, .shift, level: level[$0.step - 1], score: $0.score)
    }
    for (place, value) in values.enumerated() {
      let score = (shape.plain[place] - level[place]) / deviation
      let spike = anomaly(place, .spike, level: level[place], score: score)
      // A value that cannot be less than 0 may be less on the scale.
      let isWithin = spike.low <= value && value <= spike.high
      if score.magnitude > limit && !isWithin { anomalies.append(spike) }
    }
    for (step, value) in history.enumerated() where value != 0 && rest.isFree(step) {
      let score = shape.scaled(value) / deviation
      if score > limit {
        anomalies.append(
          Anomaly(
            step: step, kind: .spike, value: value, expected: 0, low: 0,
            high: shape.unscaled(room), score: bounded(score)))
      }
    }
    return anomalies.sorted {
      ($0.step, $0.kind == .shift ? 0 : 1) < ($1.step, $1.kind == .shift ? 0 : 1)
    }
  }
}
