import Testing

@testable import Forecasting

/// Histories from which little can be learnt: short ones, and those of which some seldom days have most of the sum.
@Suite struct HardHistoryTests {
  /// How much of the days that are used is used on each, from a fixed seed.
  private func uses(_ count: Int, oneIn: UInt64, seed: UInt64) -> [Double] {
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    return (0..<count).map { _ in
      let isUsed = next() % oneIn == 0
      return isUsed ? 50 + Double(next() % 100) : 0
    }
  }

  /// A usual day of theirs is 0, and 0 is nearest to most days; but a balance is used up by sums.
  @Test(arguments: [UInt64(3), 5, 8])
  func `days that are seldom used keep their part of the sum`(oneIn: UInt64) {
    var expected = 0.0
    var usual = 0.0
    for seed in UInt64(1)...40 {
      let history = uses(120, oneIn: oneIn, seed: seed)
      expected += RollingForecast(history: history, season: 7, horizon: 28).mean.reduce(0, +)
      usual += 28 * history.reduce(0, +) / 120
    }
    #expect((0.8...1.2).contains(expected / usual), "\(expected / usual)")
  }

  @Test func `two weeks that repeat are forecast without error`() {
    let week: [Double] = [10, 20, 30, 40, 50, 5, 0]
    let forecast = RollingForecast(
      history: (0..<14).map { week[$0 % 7] }, season: 7, horizon: 9)
    for (value, expected) in zip(forecast.mean, week + [10, 20]) {
      #expect((value - expected).magnitude < 1e-6)
    }
  }

  /// Histories on which nothing can be tested: equal values of less than a season.
  @Test func `a few days are expected to go on as their mean`() {
    let forecast = RollingForecast(history: [3, 90, 4, 83], season: 7, horizon: 3)
    #expect(forecast.trials.isEmpty)
    #expect(forecast.mean == [45, 45, 45])
  }

  @Test(arguments: [[5], [5, 5], [5, 5, 5, 5, 5, 5, 5], [3, 90, 4, 80, 2, 70, 5, 3]])
  func `a few values that are equal are not known to stay so`(history: [Double]) {
    let forecast = RollingForecast(history: history, season: 7, horizon: 5)
    for point in ErrorPool([forecast]).points(of: forecast) {
      #expect(point.lo95 < point.mean && point.mean < point.hi95, "\(point)")
    }
  }

  /// Histories, and the mean of their changes from step to step and of one as large as the values.
  ///
  /// Of the third (4 + 4 + 34/3) / 3, of the fourth (462 + 257/8) / 8; from two seasons on, of the changes from season
  /// to season.
  private static let units: [(history: [Double], unit: Double)] = [
    ([5], 5), ([5, 5], 2.5), ([10, 14, 10], 58.0 / 9),
    ([3, 90, 4, 80, 2, 70, 5, 3], 61.765625),
    ([10, 10, 10, 10, 10, 10, 10, 12, 12, 12, 12, 12, 12, 12], 2),
  ]

  @Test(arguments: units.indices)
  func `errors are measured in what a history changes, and may change`(index: Int) {
    let (history, unit) = Self.units[index]
    #expect((SeasonalScale.unit(history, season: 7) - unit).magnitude < 1e-12)
  }

  /// Nobody's weight is nothing's: the value between the two others is not asked for.
  @Test func `a member without a weight does not speak`() {
    #expect(WeightedMedian.combined([[1], [9], [2]], weights: [0.5, 0.5, 0]) == [5])
  }
}
