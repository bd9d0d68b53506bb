/// The seven ways to forecast a series, fitted once: what they are fitted to is used again at earlier origins.
struct Members {
  let season: Int
  let theta: DynamicTheta
  let smoothing: Smoothing

  init(fitting history: Values, season: Int) {
    self.season = season
    let shape = Seasonality(history, season: season)
    let plain = shape.removed(from: history)
    theta = plain.withUnsafeBufferPointer { DynamicTheta(fitting: $0) }
    smoothing = Members.smoothing(history, plain, shape, season: season)
  }

  /// The smoothing model with the best criterion: where the season is certain, only models that have one.
  private static func smoothing(
    _ history: Values, _ plain: [Double], _ shape: Seasonality, season: Int
  ) -> Smoothing {
    var fits: [Smoothing.Fit] = []
    let canBeSeasonal = season > 1 && history.count >= 2 * season + 4
    if shape.kind == .none || !canBeSeasonal {
      plain.withUnsafeBufferPointer { plain in
        for hasTrend in [false, true] {
          let form = Smoothing.Form(hasTrend: hasTrend, hasSeason: false)
          fits.append(Smoothing.fit(form, to: plain, season: []))
        }
      }
    }
    if canBeSeasonal {
      let indices = Seasonality.indices(history, season: season, isMultiplicative: false)
      for hasTrend in [false, true] {
        let form = Smoothing.Form(hasTrend: hasTrend, hasSeason: true)
        fits.append(Smoothing.fit(form, to: history, season: indices))
      }
    }
    return fits.dropFirst().reduce(fits[0]) { $1.criterion < $0.criterion ? $1 : $0 }.model
  }

  /// What each member expects after a history, which may be a beginning of the one they were fitted to.
  func forecasts(_ history: Values, horizon: Int) -> [[Double]] {
    let shape = Seasonality(history, season: season)
    let plain = shape.removed(from: history)
    var expected: [[Double]] = plain.withUnsafeBufferPointer { plain in
      var byTheta = theta.forecast(plain, horizon: horizon)
      shape.restore(&byTheta, from: history.count)
      guard !smoothing.form.hasSeason else {
        let indices = Seasonality.indices(history, season: season, isMultiplicative: false)
        return [byTheta, smoothing.forecast(history, season: indices, horizon: horizon)]
      }
      var bySmoothing = smoothing.forecast(plain, season: [], horizon: horizon)
      shape.restore(&bySmoothing, from: history.count)
      return [byTheta, bySmoothing]
    }
    expected.append(
      LagRegression(history, season: season).forecast(history, season: season, horizon: horizon))
    expected.append(LagRegression.ofChanges(history, season: season, horizon: horizon))
    expected.append(SeasonMedian.forecast(history, season: season, horizon: horizon))
    expected.append(SeasonMean.forecast(history, season: season, horizon: horizon))
    expected.append(SameTimeBefore.forecast(history, season: season, horizon: horizon))
    let least = history.min() ?? 0
    let most = history.max() ?? 0
    let range = most - least
    return expected.map { $0.map { min(max($0, least - range), most + range) } }
  }
}
