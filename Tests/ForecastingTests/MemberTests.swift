import Testing

@testable import Forecasting

/// Members with fixed parameters against a second implementation in another language; see `Reference`.
@Suite struct MemberTests {
  private let weekly = Reference.weeklyHistory
  private let plain = Reference.plainHistory
  private let horizon = 10

  private func isNear(_ values: [Double], _ expected: [Double]) -> Bool {
    values.count == expected.count
      && zip(values, expected).allSatisfy { ($0 - $1).magnitude <= 1e-9 * max(1, $1.magnitude) }
  }

  private func isNear(_ value: Double, _ expected: Double) -> Bool { isNear([value], [expected]) }

  private func withValues<Result>(_ values: [Double], _ body: (HistoryValues) -> Result) -> Result {
    values.withUnsafeBufferPointer(body)
  }

  @Test func `a season is removed as the reference removes it`() {
    let weekly = withValues(weekly) { Seasonality($0, season: 7).removed(from: $0) }
    #expect(isNear(weekly, Reference.weeklyDeseasoned))
    let plain = withValues(plain) { Seasonality($0, season: 1).removed(from: $0) }
    #expect(isNear(plain, Reference.plainDeseasoned))
  }

  @Test func `theta with fixed parameters gives the reference's forecast and errors`() {
    for (values, forecast, errors) in [
      (Reference.weeklyDeseasoned, Reference.weeklyTheta, Reference.weeklyThetaSSE),
      (plain, Reference.plainTheta, Reference.plainThetaSSE),
    ] {
      let model = DynamicTheta(alpha: 0.3, theta: 2.5, level: values[0] + 1.5)
      #expect(isNear(withValues(values) { model.forecast($0, horizon: horizon) }, forecast))
      #expect(isNear(model.squaredErrors(values), errors))
    }
  }

  private struct SmoothingCase {
    let values: [Double]
    let form: Smoothing.Form
    let forecast: [Double]
    let errors: Double
    let fitted: Double
  }

  private var smoothingCases: [SmoothingCase] {
    func form(_ hasTrend: Bool, _ hasSeason: Bool) -> Smoothing.Form {
      Smoothing.Form(hasTrend: hasTrend, hasSeason: hasSeason)
    }
    return [
      SmoothingCase(
        values: Reference.weeklyDeseasoned, form: form(false, false),
        forecast: Reference.weeklySmoothing, errors: Reference.weeklySmoothingSSE,
        fitted: Reference.weeklySmoothingFittedSSE),
      SmoothingCase(
        values: Reference.weeklyDeseasoned, form: form(true, false),
        forecast: Reference.weeklySmoothingTrend, errors: Reference.weeklySmoothingTrendSSE,
        fitted: Reference.weeklySmoothingTrendFittedSSE),
      SmoothingCase(
        values: weekly, form: form(false, true),
        forecast: Reference.weeklySmoothingSeason, errors: Reference.weeklySmoothingSeasonSSE,
        fitted: Reference.weeklySmoothingSeasonFittedSSE),
      SmoothingCase(
        values: weekly, form: form(true, true),
        forecast: Reference.weeklySmoothingTrendSeason,
        errors: Reference.weeklySmoothingTrendSeasonSSE,
        fitted: Reference.weeklySmoothingTrendSeasonFittedSSE),
      SmoothingCase(
        values: plain, form: form(false, false),
        forecast: Reference.plainSmoothing, errors: Reference.plainSmoothingSSE,
        fitted: Reference.plainSmoothingFittedSSE),
      SmoothingCase(
        values: plain, form: form(true, false),
        forecast: Reference.plainSmoothingTrend, errors: Reference.plainSmoothingTrendSSE,
        fitted: Reference.plainSmoothingTrendFittedSSE),
    ]
  }

  private func indices(_ form: Smoothing.Form, of values: [Double]) -> [Double] {
    guard form.hasSeason else { return [] }
    return withValues(values) { Seasonality.indices($0, season: 7, isMultiplicative: false) }
  }

  @Test func `smoothing with fixed parameters gives the reference's forecast and errors`() {
    for each in smoothingCases {
      let model = Smoothing(
        alpha: 0.25, beta: each.form.hasTrend ? 0.05 : 0, damping: each.form.hasTrend ? 0.9 : 1,
        gamma: each.form.hasSeason ? 0.1 : 0, level: 60, trend: each.form.hasTrend ? 0.4 : 0,
        form: each.form)
      let season = indices(each.form, of: each.values)
      let forecast = withValues(each.values) {
        model.forecast($0, season: season, horizon: horizon)
      }
      #expect(isNear(forecast, each.forecast), "\(each.form)")
      #expect(isNear(model.squaredErrors(each.values, season: season), each.errors))
    }
  }

  @Test func `what is fitted errs at most half a percent more than the reference`() {
    for each in smoothingCases {
      let season = indices(each.form, of: each.values)
      let fit = withValues(each.values) { Smoothing.fit(each.form, to: $0, season: season) }
      #expect(fit.squaredErrors <= 1.005 * each.fitted, "\(each.form)")
    }
    for (values, fitted) in [
      (Reference.weeklyDeseasoned, Reference.weeklyThetaFittedSSE),
      (plain, Reference.plainThetaFittedSSE),
    ] {
      let model = withValues(values) { DynamicTheta(fitting: $0) }
      #expect(model.squaredErrors(values) <= 1.005 * fitted)
    }
  }

  @Test func `regressions on lags give the reference's forecasts`() {
    for (values, season, lags, changes) in [
      (weekly, 7, Reference.weeklyLags, Reference.weeklyLagsOfChanges),
      (plain, 1, Reference.plainLags, Reference.plainLagsOfChanges),
    ] {
      let direct = withValues(values) {
        LagRegression($0, season: season).forecast($0, season: season, horizon: horizon)
      }
      #expect(isNear(direct, lags))
      let ofChanges = withValues(values) {
        LagRegression.ofChanges($0, season: season, horizon: horizon)
      }
      #expect(isNear(ofChanges, changes))
    }
  }

  @Test func `a weighted median gives the reference's values`() {
    let members: [[Double]] = [[1, 5, 3], [2, 2, 9], [8, 1, 4], [3, 9, 7]]
    #expect(
      isNear(
        WeightedMedian.combined(members, weights: [0.1, 0.4, 0.3, 0.2]), Reference.median))
  }

  @Test func `the logarithm and the power agree with the numbers of a table`() {
    // Abramowitz & Stegun, Handbook of Mathematical Functions, tables 4.2 and 4.4.
    #expect(isNear(Logarithm.natural(2), 0.693147180559945309))
    #expect(isNear(Logarithm.natural(10), 2.302585092994045684))
    #expect(isNear(Logarithm.natural(0.001), -6.907755278982137052))
    #expect(isNear(ExponentialFunction.value(1), 2.718281828459045235))
    #expect(isNear(ExponentialFunction.value(-3.5), 0.030197383422318500))
  }

  @Test func `the median of the last seasons does not see one anomaly`() {
    // Three weeks of 1 … 7, one Monday 100: the median of 1, 100, 1 is 1.
    var history = (0..<21).map { Double($0 % 7 + 1) }
    history[7] = 100
    let forecast = withValues(history) {
      SeasonMedian.forecast($0, season: 7, horizon: 8)
    }
    #expect(forecast == [1, 2, 3, 4, 5, 6, 7, 1])
  }

  @Test func `the same time before is last season's course from where the series is`() {
    // Levels are means of three: before the last 4 steps (2, 3, 4) = 3, now (12, 13, 14) = 13: ten more.
    let forecast = withValues([1, 2, 3, 4, 11, 12, 13, 14]) {
      SeasonalNaive.forecast($0, season: 4, horizon: 5)
    }
    #expect(forecast == [21, 22, 23, 24, 21])
  }
}
