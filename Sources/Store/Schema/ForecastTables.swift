extension StoreTable {
  static let forecast = StoreTable(
    "forecast", of: .forecast,
    grain: "One row per day ahead, series and measure, as forecast.csv.",
    notes: [
      "series": "total, or a group such as tier/pro",
      "measure": "credits, requests, revenue_usd or vendor_cost_usd",
      "method": "how the forecast was made",
      "mean": "what is expected, in the unit of the measure",
      "lo80": "lower end of the range that should hold it with 80 %",
      "lo95": "lower end of the range that should hold it with 95 %",
    ])

  static let forecastAccuracy = StoreTable(
    "forecast_accuracy", of: .forecastAccuracy,
    grain:
      "One row per series and measure: how forecasts of the series by itself, not as a share of all requests, did from earlier days.",
    optional: ["horizon", "origins"],
    notes: [
      "series": "total, or a group such as tier/pro",
      "method": "how the forecast was made",
      "horizon": "days ahead that were tested; NULL history too short",
      "origins": "from how many earlier days; NULL history too short",
      "mase": "mean error over the usual change from week to week",
      "smape": "mean relative error, percent",
      "coverage80": "share of days within their 80 % ranges, 0 to 1",
      "coverage95": "share of days within their 95 % ranges, 0 to 1",
      "seasonal_naive_mase": "mase, had the last week been repeated",
      "seasonal_naive_smape": "smape, had the last week been repeated",
      "trust": "tested, or history too short",
    ])

  static let anomaly = StoreTable(
    "anomaly", of: .anomalies,
    grain: "One row per anomaly of a series, as anomalies.csv.",
    notes: [
      "series": "total, or a model, provider or tier",
      "measure": "vendor_cost_usd",
      "kind": "spike, drop, level_shift, missing_day or new_model",
      "value": "what the day brought, USD; of a level shift its first day",
      "expected": "what was expected, USD, of a level shift at the old level; NULL nothing was",
      "score":
        "how far off, in usual deviations; of a level shift new level less old, in usual changes",
      "cause": "price change, user or model that explains at least half; empty unknown",
      "effect_usd": "value less expected",
    ])
}
