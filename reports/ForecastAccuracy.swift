import Forecasting
import Ledger
import Tables

extension Report {
  /// The accuracy of past forecasts of the same series, compared with repeating the last week.
  package static let forecastAccuracy = Report(
    "forecast-accuracy", "Forecast accuracy",
    columns: [
      .text("series", "total, or one group."),
      .text("measure", "Forecast measure."),
      .method,
      .count("horizon", "Days ahead that were tested."),
      .count(
        "origins", "Earlier days from which the series was forecast by itself, not as a share."),
      .decimal("mase", "Mean error, in units of the usual change from week to week."),
      .decimal("smape", "Mean relative error in percent, of forecast and value together."),
      .decimal("coverage80", "Share of days within their 80 % ranges."),
      .decimal("coverage95", "Share of days within their 95 % ranges."),
      .decimal("seasonal_naive_mase", "mase of a forecast that repeats the last week."),
      .decimal("seasonal_naive_smape", "smape of a forecast that repeats the last week."),
      .count("history_days", "Days from the first use to the last day."),
      .text("trust", "tested, or history too short for a test."),
    ]
  ) { report, input in
    let series = input.outlook?.series ?? []
    return report.table(
      series.count, order: "by series and measure"
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
