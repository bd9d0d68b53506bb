import Forecasting
import Ledger
import Platform
import Reports
import Tables

/// Forecasts, oddities and run-out steps of any series, as tables.
package struct SeriesForecast {
  package let series: [Series]
  let forecasts: [RollingForecast]
  let pool: ErrorPool
  private let season: Int
  private let horizon: Int

  /// The result does not depend on the threads: each series is forecast alone, and pooled in order.
  package init(_ series: [Series], season: Int, horizon: Int, threads: Int) {
    self.series = series
    self.season = season
    self.horizon = horizon
    forecasts = Parallel.spread(series.count, over: threads) { index in
      RollingForecast(history: series[index].values, season: season, horizon: horizon)
    }
    pool = ErrorPool(forecasts)
  }

  package static let forecastColumns = [
    Column("id", .text), Column("step", .count), Column("mean", .decimal),
    Column("lo80", .decimal), Column("hi80", .decimal), Column("lo95", .decimal),
    Column("hi95", .decimal), Column("method", .text),
  ]

  /// One row per series and step.
  package var forecastTable: Table {
    let points = forecasts.map(pool.points)
    return Table(
      name: "forecast", title: "Forecast", columns: SeriesForecast.forecastColumns,
      rowCount: series.count * horizon, order: "by id and step"
    ) { row in
      let (number, step) = row.quotientAndRemainder(dividingBy: horizon)
      let point = points[number][step]
      return [.text(series[number].name), .count(Int128(step + 1))]
        + [point.mean, point.lo80, point.hi80, point.lo95, point.hi95].map(ForecastCell.value)
        + [.text(Name(ForecastMethod.name))]
    }
  }

  package static let anomalyColumns = [
    Column("id", .text), Column("step", .count), Column("kind", .text),
    Column("value", .decimal), Column("expected", .decimal), Column("score", .decimal),
  ]

  /// One row per odd value, by series and step.
  package func anomalyTable(threads: Int) -> Table {
    let found = Parallel.spread(series.count, over: threads) { [series, season] index in
      Anomalies.found(in: series[index].values, season: season)
    }
    let rows = zip(series, found).flatMap { series, anomalies in
      anomalies.map { (name: series.name, anomaly: $0) }
    }
    return Table(
      name: "anomalies", title: "Anomalies", columns: SeriesForecast.anomalyColumns,
      rowCount: rows.count, order: "by id and step"
    ) { row in
      let anomaly = rows[row].anomaly
      return [
        .text(rows[row].name), .count(Int128(anomaly.step + 1)), .text(Name(anomaly.kind.name)),
        ForecastCell.value(anomaly.value), ForecastCell.value(anomaly.expected),
        ForecastCell.score(anomaly.score),
      ]
    }
  }

  package static let runOutColumns = [
    Column("id", .text), Column("p10", .count), Column("p50", .count), Column("p90", .count),
  ]

  /// One row per balance.
  package func runOutTable(_ balances: [(series: Int, balance: Balance)]) -> Table {
    Table(
      name: "run-out", title: "Run-out", columns: SeriesForecast.runOutColumns,
      rowCount: balances.count, order: "by id"
    ) { row in
      let number = balances[row].series
      let steps = RunOut.steps(
        balance: balances[row].balance, forecast: forecasts[number], pool: pool)
      return [.text(series[number].name)]
        + [steps.p10, steps.p50, steps.p90].map { $0.map { .count(Int128($0)) } ?? .blank }
    }
  }

  /// The accuracy of earlier forecasts of these series; nil if all are too short to measure it.
  package var backtest: (mase: Cell?, naive: Cell?, held80: Cell)? {
    Backtest.mean(of: forecasts.compactMap { Backtest($0, pool: pool) }).map { mean in
      (
        mean.mase.map(ForecastCell.score), mean.naive.map(ForecastCell.score),
        ForecastCell.percent(mean.held80)
      )
    }
  }
}
