import Forecasting
import Ledger
import Tables

extension Report {
  /// How forecasts of the same series would have done at earlier days, against repeating the last week.
  package static let forecastAccuracy = Report("forecast-accuracy") { input in
    let series = input.outlook?.series ?? []
    return Table(
      name: "forecast-accuracy", title: "Forecast accuracy",
      columns: [
        Column("series", .text), Column("measure", .text), Column("method", .text),
        Column("horizon", .count), Column("origins", .count), Column("mase", .decimal),
        Column("smape", .decimal), Column("coverage80", .decimal), Column("coverage95", .decimal),
        Column("seasonal_naive_mase", .decimal), Column("seasonal_naive_smape", .decimal),
        Column("history_days", .count), Column("trust", .text),
      ],
      rowCount: series.count, order: "by series and measure"
    ) { index in
      let one = series[index]
      let test = one.backtest
      let isLong = one.days >= OutlookSeries.neededDays && test != nil
      let mase = test?.mase.map(ForecastCell.score)
      let naive = test?.naiveMASE.map(ForecastCell.score)
      return [
        .text(one.name), .text(Name(one.measure.name)), .text(Name(ForecastMethod.name)),
        test.map { .count(Int128($0.steps)) } ?? .blank,
        test.map { .count(Int128($0.origins)) } ?? .blank, mase ?? .blank,
        test.map { ForecastCell.score($0.smape) } ?? .blank,
        test.map { ForecastCell.score($0.coverage80) } ?? .blank,
        test.map { ForecastCell.score($0.coverage95) } ?? .blank, naive ?? .blank,
        test.map { ForecastCell.score($0.naiveSMAPE) } ?? .blank,
        .count(Int128(one.days)), .text(Name(isLong ? "tested" : "history too short")),
      ]
    }
  }
}
