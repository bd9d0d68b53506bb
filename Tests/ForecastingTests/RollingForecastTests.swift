import Testing

@testable import Forecasting

@Suite struct RollingForecastTests {
  /// Numbers of 0 … 1 from a fixed seed.
  private struct Chance {
    var state: UInt64

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(UInt64(1) << 31)
    }
  }

  private func history(_ count: Int, seed: UInt64) -> [Double] {
    var chance = Chance(state: seed)
    return (0..<count).map { step in
      (step % 7 < 5 ? 100 : 40) * (0.8 + 0.4 * chance.next())
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 9, 10, 13, 14, 19, 20, 34])
  func `histories down to one value give finite forecasts within their bounds`(count: Int) {
    for values in [history(count, seed: 5), [Double](repeating: 0, count: count)] {
      for season in [1, 7, 24] {
        let forecast = RollingForecast(history: values, season: season, horizon: 30)
        let points = ErrorPool([forecast]).points(of: forecast)
        #expect(points.count == 30)
        for point in points {
          #expect(point.hi95.isFinite)
          #expect(0 <= point.lo95 && point.lo95 <= point.lo80 && point.lo80 <= point.mean)
          #expect(point.mean <= point.hi80 && point.hi80 <= point.hi95)
        }
      }
    }
  }

  @Test(
    arguments: [
      (0, "No forecast: Assay needs 28 days of usage, the ledger has 0."),
      (27, "No forecast: Assay needs 28 days of usage, the ledger has 27."), (28, nil), (29, nil),
    ] as [(Int, String?)])
  func `four weeks are enough for a forecast`(days: Int, words: String?) {
    #expect(Outlook.shortness(ofDays: days) == words)
  }

  @Test func `five weeks that repeat are forecast without error`() {
    let week: [Double] = [10, 20, 30, 40, 50, 5, 0]
    let forecast = RollingForecast(
      history: (0..<35).map { week[$0 % 7] }, season: 7, horizon: 9)
    for (value, expected) in zip(forecast.mean, week + [10, 20]) {
      #expect((value - expected).magnitude < 1e-6)
    }
  }

  @Test func `eighty of a hundred new values fall within their ranges`() {
    // The series are of one kind, so their errors are one pool. 100 series × 14 steps: the share is off by
    // more than 5 points once in a thousand times if they were independent, and the seed is fixed.
    let all = (1...100).map { history(98 + 14, seed: UInt64($0)) }
    let forecasts = all.map {
      RollingForecast(history: Array($0.dropLast(14)), season: 7, horizon: 14)
    }
    let pool = ErrorPool(forecasts)
    var held80 = 0
    var held95 = 0
    for (values, forecast) in zip(all, forecasts) {
      for (value, point) in zip(values.suffix(14), pool.points(of: forecast)) {
        if point.lo80 <= value && value <= point.hi80 { held80 += 1 }
        if point.lo95 <= value && value <= point.hi95 { held95 += 1 }
      }
    }
    #expect((1_050...1_260).contains(held80), "\(held80) of 1400")
    #expect((1_280...1_390).contains(held95), "\(held95) of 1400")
  }

  @Test func `the range of a sum is narrower than the sum of ranges`() throws {
    let forecasts = (1...60).map {
      RollingForecast(history: history(120, seed: UInt64($0)), season: 7, horizon: 28)
    }
    let pool = ErrorPool(forecasts)
    let means = forecasts[0].mean.map { ExactFigure(Int128(($0 * 1e9).rounded()), scale: 9) }
    let sum = try #require(
      pool.ranges(of: forecasts[0], around: means, same: means, blocks: [0..<28]).first)
    let points = pool.points(of: forecasts[0])
    #expect((sum.mean - points.reduce(0) { $0 + $1.mean }).magnitude < 1e-6)
    let widths = points.reduce(0) { $0 + $1.hi80 - $1.lo80 }
    #expect(sum.hi80 - sum.lo80 < widths)
    // Independent days would have the square root: far too little as a rule.
    #expect(sum.hi80 - sum.lo80 > widths / 28)
  }

  /// So much is expected of what would be 100 if no model ended; the rest follows by hand from the range of 100.
  @Test(
    arguments: [
      // 64 of 100 are left, whose root is 0.8; an heir makes 250 of 100.
      (left: 64, centre: 0.64, added: 0, width: 0.8), (250, 1, 150, 2.5), (100, 1, 0, 1),
      (0, 0, 0, 0),
    ] as [(left: Int128, centre: Double, added: Double, width: Double)])
  func `a range is around what ends leave of the forecast`(
    left: Int128, centre: Double, added: Double, width: Double
  ) throws {
    let forecast = RollingForecast(history: history(120, seed: 3), season: 7, horizon: 28)
    let pool = ErrorPool([forecast])
    func range(_ mean: Int128, continued: [ExactFigure]?) throws -> ForecastPoint {
      let means = [ExactFigure](repeating: ExactFigure(mean, scale: 0), count: 28)
      return try #require(
        pool.ranges(
          of: forecast, around: means, same: means, continued: continued, blocks: [7..<8]
        ).first)
    }
    let hundred = [ExactFigure](repeating: ExactFigure(100, scale: 0), count: 28)
    let (whole, part) = (
      try range(100, continued: nil), try range(left, continued: hundred)
    )
    let own = forecast.mean[7]
    // A range holds its mean, so only the ends beyond it tell where it stands.
    for (end, wholeEnd) in [(part.hi95, whole.hi95), (part.lo95, whole.lo95)] {
      let expected = max(0, own * centre + added + (wholeEnd - own) * width)
      #expect((end - expected).magnitude < 1e-9, "\(part) \(whole)")
    }
  }

  @Test func `a backtest measures what the forecast would have been off`() throws {
    // A season that repeats exactly: no error, every value held, and nothing to gain over the last season.
    let week: [Double] = [10, 20, 30, 40, 50, 5, 7]
    var values = (0..<84).map { week[$0 % 7] }
    values[0] = 11
    let forecast = RollingForecast(history: values, season: 7, horizon: 7)
    let test = try #require(Backtest(forecast, pool: ErrorPool([forecast])))
    #expect(test.origins == 8)
    #expect(test.steps == 7)
    #expect(test.coverage95 == 1)
    #expect(test.naiveSMAPE == 0)
    #expect(test.smape < 1e-3)
  }

  @Test func `a balance is used up on the first day whose sum reaches it`() {
    // 10 a day, always: 95 are used up on day 10 whatever the chance, 300 not within 20 days.
    let forecast = RollingForecast(
      history: [Double](repeating: 10, count: 60), season: 7, horizon: 20)
    let pool = ErrorPool([forecast])
    let steps = RunOut.steps(
      balance: Balance(millionths: 95_000_000), forecast: forecast, pool: pool)
    #expect(steps == RunOut.Steps(p10: 10, p50: 10, p90: 10))
    let never = RunOut.steps(
      balance: Balance(millionths: 300_000_000), forecast: forecast, pool: pool)
    #expect(never == RunOut.Steps(p10: nil, p50: nil, p90: nil))
    #expect(
      RunOut.outlasting(
        20, balance: Balance(millionths: 300_000_000), forecast: forecast, pool: pool) == 0.99)
  }

  @Test func `an earlier chance is an earlier day`() throws {
    let forecasts = (1...60).map {
      RollingForecast(history: history(120, seed: UInt64($0)), season: 7, horizon: 60)
    }
    let pool = ErrorPool(forecasts)
    for forecast in forecasts.prefix(10) {
      let steps = RunOut.steps(
        balance: Balance(millionths: 1_500_000_000), forecast: forecast, pool: pool)
      let (p10, p50, p90) = (
        try #require(steps.p10), try #require(steps.p50), try #require(steps.p90)
      )
      #expect(p10 <= p50 && p50 <= p90)
    }
  }
}
