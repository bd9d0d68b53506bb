/// A way to forecast a series.
enum Member: CaseIterable {
  case theta, smoothing, lagRegression, changeRegression, seasonMedian, seasonMean, sameTimeBefore

  /// The members used if a few rare days make up much of the sum.
  ///
  /// None of them expects every day to be a usual day.
  static let ofSums: [Member] = [.theta, .smoothing, .lagRegression, .seasonMean]
}

/// The seven ways to forecast a series, fitted once: what they are fitted to is used again at earlier origins.
struct ForecastMembers {
  let season: Int
  let theta: DynamicTheta
  let smoothing: Smoothing

  init(fitting history: HistoryValues, season: Int) {
    self.season = season
    let shape = Seasonality(history, season: season)
    let plain = shape.removed(from: history)
    theta = plain.withUnsafeBufferPointer { DynamicTheta(fitting: $0) }
    smoothing = ForecastMembers.smoothing(history, plain, shape, season: season)
  }

  /// The smoothing model with the best criterion: where the season is certain, only models that have one.
  private static func smoothing(
    _ history: HistoryValues, _ plain: [Double], _ shape: Seasonality, season: Int
  ) -> Smoothing {
    var fits: [Smoothing.Fit] = []
    let canBeSeasonal = season > 1 && history.count >= 2 * season + 4
    if shape.kind == .none || !canBeSeasonal {
      let forms = Smoothing.Form.both(hasSeason: false)
      fits += plain.withUnsafeBufferPointer { Smoothing.fits(forms, to: $0, season: []) }
    }
    if canBeSeasonal {
      let indices = Seasonality.indices(history, season: season, isMultiplicative: false)
      fits += Smoothing.fits(Smoothing.Form.both(hasSeason: true), to: history, season: indices)
    }
    return fits.dropFirst().reduce(fits[0]) { $1.criterion < $0.criterion ? $1 : $0 }.model
  }

  /// Returns the forecast of each member after a history, in the order of `Member`.
  ///
  /// The history may be a beginning of the one that the members were fitted to.
  func forecasts(_ history: HistoryValues, horizon: Int) -> [[Double]] {
    let shape = Seasonality(history, season: season)
    let plain = shape.removed(from: history)
    let least = history.min() ?? 0
    let most = history.max() ?? 0
    let range = most - least
    return plain.withUnsafeBufferPointer { plain in
      Member.allCases.map { member in
        forecast(by: member, history, shape, plain, horizon: horizon)
          .map { min(max($0, least - range), most + range) }
      }
    }
  }

  /// - Parameter plain: the history without its season.
  private func forecast(
    by member: Member, _ history: HistoryValues, _ shape: Seasonality, _ plain: HistoryValues,
    horizon: Int
  ) -> [Double] {
    switch member {
    case .theta:
      var expected = theta.forecast(plain, horizon: horizon)
      shape.restore(&expected, from: history.count)
      return expected
    case .smoothing where smoothing.form.hasSeason:
      let indices = Seasonality.indices(history, season: season, isMultiplicative: false)
      return smoothing.forecast(history, season: indices, horizon: horizon)
    case .smoothing:
      var expected = smoothing.forecast(plain, season: [], horizon: horizon)
      shape.restore(&expected, from: history.count)
      return expected
    case .lagRegression:
      return LagRegression(history, season: season)
        .forecast(history, season: season, horizon: horizon)
    case .changeRegression:
      return LagRegression.ofChanges(history, season: season, horizon: horizon)
    case .seasonMedian: return SeasonMedian.forecast(history, season: season, horizon: horizon)
    case .seasonMean: return SeasonMean.forecast(history, season: season, horizon: horizon)
    case .sameTimeBefore: return SeasonalNaive.forecast(history, season: season, horizon: horizon)
    }
  }
}
