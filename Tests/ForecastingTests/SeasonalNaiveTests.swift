import Forecasting
import Testing

/// Every expected value is worked by hand in the comment beside it.
@Suite struct SeasonalNaiveTests {
  @Test(arguments: [[], [5]] as [[Double]])
  func `less than two values say nothing`(history: [Double]) {
    #expect(SeasonalNaive.forecast(history: history, horizon: 3).points.isEmpty)
  }

  @Test func `no horizon gives no points`() {
    #expect(SeasonalNaive.forecast(history: [1, 2, 3], horizon: 0).points.isEmpty)
  }

  @Test func `below two seasons the forecast is the last value and the average change per day`() {
    // 10, 13, 16 changes by 3 a day: 19, 22. The changes are 3 and 3, so every range is 3 × √step.
    let forecast = SeasonalNaive.forecast(history: [10, 13, 16], horizon: 2)
    #expect(forecast.method == .naiveDrift)
    #expect(forecast.points.map(\.step) == [1, 2])
    #expect(forecast.points.map(\.mean) == [19, 22])
    #expect(forecast.points[0].lo80 == 16)
    #expect(forecast.points[0].hi95 == 22)
    #expect(forecast.points[1].hi80 == 22 + 3 * 2.0.squareRoot())
  }

  @Test func `from two seasons on it is the last season and the average change per season`() {
    // Seasons of 3: 1 2 3, then 5 4 6. Changes 4, 2, 3, on average 3: 8 7 9, then 11 10 12.
    let forecast = SeasonalNaive.forecast(history: [1, 2, 3, 5, 4, 6], season: 3, horizon: 6)
    #expect(forecast.method == .seasonalNaiveDrift)
    #expect(forecast.points.map(\.mean) == [8, 7, 9, 11, 10, 12])
    // Too few origins, so the changes 2, 3, 4: ranks ⌈4 × 0.8⌉ = 4 and ⌈4 × 0.95⌉ = 4 of 3: the
    // largest, 4; one season later 4 × √2.
    #expect(forecast.points[0].hi80 == 12)
    #expect(forecast.points[0].lo95 == 4)
    #expect(forecast.points[3].hi80 == 11 + 4 * 2.0.squareRoot())
  }

  @Test func `five weeks that repeat are forecast without error`() {
    let week: [Double] = [10, 20, 30, 40, 50, 5, 0]
    let history = (0..<35).map { week[$0 % 7] }
    let forecast = SeasonalNaive.forecast(history: history, horizon: 14)
    #expect(forecast.points.map(\.mean) == week + week)
    #expect(forecast.points.allSatisfy { $0.lo95 == $0.hi95 })
  }

  @Test func `ranges are read off the errors from past origins`() {
    // Season 1. The values 0 1 0 1 … 0 change by +1 and −1. From an origin after an even number o
    // of values the last is 1, the drift 1 / (o − 1) and the next value 0: the error is 1 + 1 / (o
    // − 1). After an odd number the last is 0, the drift 0 and the next value 1: the error is 1.
    // With 23 values the origins 2 … 22 give 21 errors: eleven of 1 + 1 / (o − 1) for o = 2, 4 …
    // 22, and ten of 1. Rank ⌈22 × 0.8⌉ = 18 is the eighth of the eleven from below: o = 22, 20 …
    // 8, so 1 + 1 / 7; rank ⌈22 × 0.95⌉ = 21 is the largest: o = 2, so 2. The mean is 0 (drift 0).
    let history = (0..<23).map { Double($0 % 2) }
    let point = SeasonalNaive.forecast(
      history: history, season: 1, horizon: 1, nonNegative: false
    ).points[0]
    #expect(point.mean == 0)
    #expect(abs(point.hi80 - 8.0 / 7) < 1e-12)
    #expect(point.lo80 == -point.hi80)
    #expect(point.hi95 == 2)
    #expect(point.lo95 == -2)
  }

  @Test func `a quantity does not fall below 0, a difference may`() {
    // 9, 6, 3 changes by −3 a day: 0, −3.
    let quantity = SeasonalNaive.forecast(history: [9, 6, 3], horizon: 2)
    #expect(quantity.points.map(\.mean) == [0, 0])
    #expect(quantity.points.map(\.lo95) == [0, 0])
    let difference = SeasonalNaive.forecast(history: [9, 6, 3], horizon: 2, nonNegative: false)
    #expect(difference.points.map(\.mean) == [0, -3])
  }

  @Test(arguments: [2, 3, 13, 14, 15, 21, 40, 92, 400])
  func `ranges are finite and nested, and the same each time`(count: Int) {
    let history = noise(count)
    let forecast = SeasonalNaive.forecast(history: history, horizon: 90)
    #expect(forecast.points.count == 90)
    for point in forecast.points {
      #expect([point.lo95, point.hi95].allSatisfy { $0.isFinite && $0 >= 0 })
      #expect(point.lo95 <= point.lo80 && point.lo80 <= point.mean)
      #expect(point.mean <= point.hi80 && point.hi80 <= point.hi95)
    }
    #expect(SeasonalNaive.forecast(history: history, horizon: 90) == forecast)
  }

  @Test func `the largest history gives finite forecasts that can be written`() {
    let limit = SeasonalNaive.limit
    let history = (0..<40).map { $0 % 2 == 0 ? limit : -limit }
    let forecast = SeasonalNaive.forecast(
      history: history, season: 1, horizon: 400, nonNegative: false)
    for point in forecast.points {
      #expect(point.lo95.isFinite && point.hi95.isFinite)
      #expect(decimalHalfEven(point.hi95, decimals: 8) >= 0)
    }
  }

  @Test func `a method has the word of the CSV`() {
    #expect(ForecastMethod.allCases.map(\.name) == ["seasonal_naive_drift", "naive_drift"])
  }

  /// Values 0 … 999 from a fixed linear congruential sequence.
  private func noise(_ count: Int) -> [Double] {
    var state: UInt64 = 42
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33).truncatingRemainder(dividingBy: 1000)
    }
  }
}
