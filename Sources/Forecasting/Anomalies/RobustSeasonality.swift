/// A history on a scale where changes by a factor look alike, and its season, both read off medians so that
/// odd days do not move them.
///
/// A phase of the season may have two levels that both recur: each value is compared with its own.
struct RobustSeasonality {
  /// The value that is as large as usual; nil for a history with values below 0, whose scale is its own.
  private let usual: Double?
  /// The usual offset from the level at each place of the season, on the scale.
  private let season: [Double]
  /// The history on the scale, without its season.
  let plain: [Double]
  /// No less counts as the usual deviation on the scale, so that what is odd beside values that never differ has a score
  /// as well: about 2 % of what is usual.
  let leastDeviation: Double

  /// - Parameter phases: the place of each value in the season.
  init(_ history: [Double], phases: [Int], season period: Int) {
    let positive = history.filter { $0 > 0 }
    let usual = (history.min() ?? 0) < 0 || positive.isEmpty ? nil : Median.of(positive)
    self.usual = usual
    let sizes = history.lazy.filter { $0 != 0 }.map(\.magnitude)
    leastDeviation = usual == nil && !sizes.isEmpty ? 0.02 * Median.of(Array(sizes)) : 0.02
    let scaled = history.map { RobustSeasonality.scaled($0, usual) }
    var season = scaled.map { _ in 0.0 }
    if period > 1 && history.count >= 2 * period {
      var level = Median.running(scaled, half: period)
      for _ in 0..<2 {
        let usual = RobustSeasonality.season(scaled, level, phases, period: period)
        season = phases.map { usual[$0] }
        level = Median.running(scaled.indices.map { scaled[$0] - season[$0] }, half: period)
      }
      let rest = scaled.indices.map { scaled[$0] - season[$0] - level[$0] }
      let gap = 3 * max(Median.deviation(rest), leastDeviation)
      for phase in 0..<period {
        let places = phases.indices.filter { phases[$0] == phase }
        for side in RobustSeasonality.levels(of: places, rest, apart: gap) {
          let usual = Median.of(side.map { rest[$0] })
          for place in side { season[place] += usual }
        }
      }
    }
    self.season = season
    plain = scaled.indices.map { scaled[$0] - season[$0] }
  }

  /// The value of the history's own scale at a place of it, from one of this scale without season.
  func value(of plain: Double, at place: Int) -> Double {
    let value = unscaled(plain + season[place])
    return usual == nil ? value : max(0, value)
  }

  /// The value of the history's own scale from one of this scale.
  func unscaled(_ scaled: Double) -> Double {
    usual.map { (ExponentialFunction.value(scaled) - 1) * $0 / 10 } ?? scaled
  }

  /// A value of the history's own scale on this scale.
  func scaled(_ value: Double) -> Double { RobustSeasonality.scaled(value, usual) }

  private static func scaled(_ value: Double, _ usual: Double?) -> Double {
    usual.map { Logarithm.natural(1 + 10 * value / $0) } ?? value
  }

  /// The places of a phase by its two levels, as of a weekday on every other of which a job runs; none where it has one.
  ///
  /// Between the values of two levels there is a gap, and either is that of three values or more, and of two in five.
  private static func levels(of places: [Int], _ rest: [Double], apart gap: Double) -> [[Int]] {
    let sorted = places.sorted { rest[$0] < rest[$1] }
    let fewest = max(3, (2 * sorted.count + 4) / 5)
    guard sorted.count >= 2 * fewest else { return [] }
    func width(_ place: Int) -> Double { rest[sorted[place]] - rest[sorted[place - 1]] }
    let starts = fewest...(sorted.count - fewest)
    guard let start = starts.max(by: { width($0) < width($1) }), width(start) > gap else {
      return []
    }
    return [Array(sorted[..<start]), Array(sorted[start...])]
  }

  /// The median of what is left of the level at each phase, with a mean of 0.
  private static func season(
    _ scaled: [Double], _ level: [Double], _ phases: [Int], period: Int
  ) -> [Double] {
    let medians = (0..<period).map { phase in
      Median.of(scaled.indices.filter { phases[$0] == phase }.map { scaled[$0] - level[$0] })
    }
    let mean = medians.reduce(0, +) / Double(period)
    return medians.map { $0 - mean }
  }
}
