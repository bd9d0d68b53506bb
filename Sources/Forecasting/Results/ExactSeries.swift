/// A history of exact figures, one per day, and what a forecast makes of it in exact figures again.
///
/// The way into doubles and out of them: no other code needs to name one.
package struct ExactSeries: Sendable {
  private let figures: [ExactFigure]
  /// A week.
  private static let season = 7

  /// One figure per day, oldest first.
  package init(_ values: [Int128], scale: Int) {
    figures = values.map { ExactFigure($0, scale: scale) }
  }

  /// Forecasts the days after the history, with a season of a week.
  package func forecast(horizon: Int) -> RollingForecast {
    RollingForecast(history: figures.map(\.number), season: ExactSeries.season, horizon: horizon)
  }

  /// The anomalies in the history, with a season of a week.
  package var anomalies: [Anomalies.Anomaly] {
    Anomalies.found(in: figures.map(\.number), season: ExactSeries.season)
  }

  /// The days of the history that have nothing where something is usual, with a season of a week.
  package var missingDays: [Int] {
    let history = figures.map(\.number)
    let rest = ScheduledZeroDays(history, season: ExactSeries.season)
    return history.indices.filter { history[$0] == 0 && !rest.isPause($0, 0) }
  }
}

extension ErrorPool {
  /// Returns ranges for exact figures from a forecast of the same series alone.
  ///
  /// They are around that forecast, because errors were measured from there, and hold the figure: where the two are
  /// far apart, neither is sure. Where models end, they are around the part of it that is left, and are as much
  /// narrower as its root: parts err each for itself. What another model's traffic adds is added, and widens them in
  /// proportion. Where nothing is expected, ranges are still around that forecast, unless a model ended.
  ///
  /// - Parameters:
  ///   - means: one per step.
  ///   - same: what each mean would be had nothing but the quantities changed: at other prices the range is wider or
  ///     narrower in proportion.
  ///   - continued: what `same` would be if no model ended or took over; nil where none does.
  ///   - isOver: all models have ended.
  ///   - blocks: the stretches of steps to report, each as its sum; none overlap.
  package func ranges(
    of forecast: RollingForecast, around means: [ExactFigure], same: [ExactFigure],
    continued: [ExactFigure]? = nil, isOver: Bool = false, blocks: [Range<Int>]
  ) -> [ForecastPoint] {
    blocks.map { block in
      func sum(_ figures: [ExactFigure]) -> Double { figures[block].reduce(0) { $0 + $1.number } }
      let (mean, unchanged) = (sum(means), sum(same))
      let before = continued.map(sum) ?? unchanged
      let ratio = unchanged > 0 ? mean / unchanged : mean > 0 || !isOver ? 1 : 0
      let left = before > 0 ? unchanged / before : 1
      let own = forecast.mean[block].reduce(0, +) * min(left, 1) + max(0, unchanged - before)
      return range(
        of: forecast, over: block, mean: mean, centre: own * ratio,
        ratio: ratio * max(left, left.squareRoot()))
    }
  }
}
