extension StoreTable {
  static let forecast = StoreTable(
    "forecast",
    grain: "One row per day ahead, series and measure, as forecast.csv.",
    columns: [
      StoreColumn("day", .requiredText, "day that is forecast"),
      StoreColumn("series", .requiredText, "total, or a group such as tier/pro"),
      StoreColumn(
        "measure", .requiredText, "credits, requests, revenue_usd or vendor_cost_usd"),
      StoreColumn("method", .requiredText, "how the forecast was made"),
      StoreColumn("mean", .decimal, "what is expected, in the unit of the measure"),
      StoreColumn("lo80", .decimal, "lower end of the range that should hold it with 80 %"),
      StoreColumn("hi80", .decimal, "upper end of that range"),
      StoreColumn("lo95", .decimal, "lower end of the range that should hold it with 95 %"),
      StoreColumn("hi95", .decimal, "upper end of that range"),
    ])

  static let forecastAccuracy = StoreTable(
    "forecast_accuracy",
    grain:
      "One row per series and measure: how forecasts of the series by itself, not as a share of all requests, did from earlier days.",
    columns: [
      StoreColumn("series", .requiredText, "total, or a group such as tier/pro"),
      StoreColumn("measure", .requiredText, "what is forecast"),
      StoreColumn("method", .requiredText, "how the forecast was made"),
      StoreColumn("horizon", .count, "days ahead that were tested; NULL history too short"),
      StoreColumn("origins", .count, "from how many earlier days; NULL history too short"),
      StoreColumn("mase", .decimal, "mean error over the usual change from week to week"),
      StoreColumn("smape", .decimal, "mean relative error, percent"),
      StoreColumn("coverage80", .decimal, "share of days within their 80 % ranges, 0 to 1"),
      StoreColumn("coverage95", .decimal, "share of days within their 95 % ranges, 0 to 1"),
      StoreColumn("seasonal_naive_mase", .decimal, "mase, had the last week been repeated"),
      StoreColumn("seasonal_naive_smape", .decimal, "smape, had the last week been repeated"),
      StoreColumn("history_days", .requiredCount, "days from the first use to the last day"),
      StoreColumn("trust", .requiredText, "tested, or history too short"),
    ])

  static let anomaly = StoreTable(
    "anomaly",
    grain: "One row per odd day of a series, as anomalies.csv.",
    columns: [
      StoreColumn("series", .requiredText, "total, or a model, provider or tier"),
      StoreColumn("measure", .requiredText, "vendor_cost_usd"),
      StoreColumn("day", .requiredText, "day that is odd"),
      StoreColumn(
        "kind", .requiredText, "spike, drop, level_shift, missing_day or new_model"),
      StoreColumn("value", .decimal, "what the day brought, USD; of a level shift its first day"),
      StoreColumn(
        "expected", .decimal,
        "what was expected, USD, of a level shift at the old level; NULL nothing was"),
      StoreColumn("lo", .decimal, "lower end of what is not odd"),
      StoreColumn("hi", .decimal, "upper end of what is not odd"),
      StoreColumn(
        "score", .decimal,
        "how far off, in usual deviations; of a level shift new level less old, in usual changes"),
      StoreColumn(
        "cause", .requiredText,
        "price change, user or model that explains at least half; empty unknown"),
      StoreColumn("effect_usd", .decimal, "value less expected"),
    ])
}
