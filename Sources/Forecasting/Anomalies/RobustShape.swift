/// A history on a scale where changes by a factor look alike, and its season, both read off medians so that
/// odd days do not move them.
struct RobustShape {
  /// The value that is as large as usual; nil for a history with values below 0, whose scale is its own.
  private let usual: Double?
  /// One per phase, on the scale.
  let season: [Double]
  /// The history on the scale, without its season.
  let plain: [Double]

  init(_ history: [Double], season period: Int) {
    let positive = history.filter { $0 > 0 }
    let usual = (history.min() ?? 0) < 0 || positive.isEmpty ? nil : Median.of(positive)
    self.usual = usual
    let scaled = history.map { RobustShape.scaled($0, usual) }
    var season = [Double](repeating: 0, count: max(1, period))
    var plain = scaled
    if period > 1 && history.count >= 2 * period {
      var level = Median.running(scaled, half: period)
      for _ in 0..<2 {
        season = RobustShape.season(scaled, level, period: period)
        plain = scaled.indices.map { scaled[$0] - season[$0 % period] }
        level = Median.running(plain, half: period)
      }
    }
    self.season = season
    self.plain = plain
  }

  /// The value of the history's own scale at a step, from one of this scale without season.
  func value(of plain: Double, at step: Int) -> Double {
    let scaled = plain + season[step % season.count]
    guard let usual else { return scaled }
    return max(0, (Exponential.value(scaled) - 1) * usual / 10)
  }

  private static func scaled(_ value: Double, _ usual: Double?) -> Double {
    usual.map { Logarithm.natural(1 + 10 * value / $0) } ?? value
  }

  /// The median of what is left of the level at each phase, with a mean of 0.
  private static func season(_ scaled: [Double], _ level: [Double], period: Int) -> [Double] {
    let medians = (0..<period).map { phase in
      Median.of(stride(from: phase, to: scaled.count, by: period).map { scaled[$0] - level[$0] })
    }
    let mean = medians.reduce(0, +) / Double(period)
    return medians.map { $0 - mean }
  }
}
