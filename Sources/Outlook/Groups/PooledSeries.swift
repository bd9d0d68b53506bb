import Forecasting
import Ledger
import Platform

/// The series of a ledger whose errors make all ranges: those of all requests and of each tier, whatever else is asked
/// for, so that a sum has one range.
struct PooledSeries: Sendable {
  /// The errors of their forecasts.
  let pool: ErrorPool
  private let forecasts: [Key: RollingForecast]
  private let horizon: Int

  /// The measures forecast for every group.
  static let measures: [OutlookMeasure] = [.credits, .requests, .revenue, .vendorCost]

  private struct Key: Hashable {
    let group: Name
    let measure: OutlookMeasure
  }

  /// Forecasts the series a number of days ahead.
  init(_ groups: OutlookGroups, horizon: Int, threads: Int) {
    let jobs = (groups.total + groups.by(.tier)).flatMap { group in
      PooledSeries.measures.map { (group: group, measure: $0) }
    }
    let forecasts = Parallel.spread(jobs.count, over: threads) { index in
      PooledSeries.forecast(of: jobs[index].group, jobs[index].measure, horizon: horizon)
    }
    pool = ErrorPool(forecasts)
    self.forecasts = Dictionary(
      uniqueKeysWithValues: zip(jobs, forecasts).map {
        (Key(group: $0.group.name, measure: $0.measure), $1)
      })
    self.horizon = horizon
  }

  /// Returns the forecast of a measure of a group, which is made where it is none of the pool.
  func forecast(of group: OutlookGroup, _ measure: OutlookMeasure) -> RollingForecast {
    forecasts[Key(group: group.name, measure: measure)]
      ?? PooledSeries.forecast(of: group, measure, horizon: horizon)
  }

  /// Returns the ranges of a measure of a group over stretches of the days ahead.
  ///
  /// - Parameter forecast: of its past.
  func ranges(
    of group: OutlookGroup, _ measure: OutlookMeasure, from forecast: RollingForecast,
    blocks: [Range<Int>]
  ) -> [ForecastPoint] {
    pool.ranges(
      of: forecast, around: group.ahead.days.map { $0.figure(of: measure) },
      same: group.ahead.unchanged.map { $0.figure(of: measure) },
      continued: group.ahead.continued?.map { $0.figure(of: measure) },
      isOver: group.ahead.isOver, blocks: blocks)
  }

  private static func forecast(
    of group: OutlookGroup, _ measure: OutlookMeasure, horizon: Int
  ) -> RollingForecast {
    let life = group.life.isEmpty ? group.past[...] : group.life
    return ExactSeries(life.map { $0.steadyFigure(of: measure).value }, scale: measure.scale)
      .forecast(horizon: horizon)
  }
}
