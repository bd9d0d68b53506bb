/// A history on a scale where changes by a factor look alike, and its season, both read off medians so that
/// odd days do not move them.
struct RobustShape {
  /// The value that is as large as usual; nil for a history with values below 0, whose scale is its own.
  private let usual: Double?
  /// One per phase, on the scale.
  let season: [Double]
  /// The history on the scale, without its season.
  let plain: [Double]
  private let phases: [Int]

  /// - Parameter phases: where in the season each value stands.
  init(_ history: [Double], phases: [Int], season period: Int) {
    let positive = history.filter { $0 > 0 }
    let usual = (history.min() ?? 0) < 0 || positive.isEmpty ? nil : Median.of(positive)
    self.usual = usual
    let scaled = history.map { RobustShape.scaled($0, usual) }
    var season = [Double](repeating: 0, count: max(1, period))
    var plain = scaled
    if period > 1 && history.count >= 2 * period {
      var level = Median.running(scaled, half: period)
      for _ in 0..<2 {
        season = RobustShape.season(scaled, level, phases, period: period)
        plain = scaled.indices.map { scaled[$0] - season[phases[$0]] }
        level = Median.running(plain, half: period)
      }
    }
    self.season = season
    self.plain = plain
    self.phases = phases
  }

  /// The value of the history's own scale at a place of it, from one of this scale without season.
  func value(of plain: Double, at place: Int) -> Double {
    let value = unscaled(plain + season[phases[place]])
    return usual == nil ? value : max(0, value)
  }

  /// The value of the history's own scale from one of this scale.
  func unscaled(_ scaled: Double) -> Double {
    usual.map { (Exponential.value(scaled) - 1) * $0 / 10 } ?? scaled
  }

  /// A value of the history's own scale on this scale.
  func scaled(_ value: Double) -> Double { RobustShape.scaled(value, usual) }

  private static func scaled(_ value: Double, _ usual: Double?) -> Double {
    usual.map { Logarithm.natural(1 + 10 * value / $0) } ?? value
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
