extension StoreTable {
  static let forecast = StoreTable(
    "forecast", of: .forecast,
    grain: "One row per day ahead, series and measure, as forecast.csv.",
    notes: [
      "series": "total, or a group such as tier/pro",
      "measure": "credits, requests, revenue_usd or vendor_cost_usd",
      "method": "forecast method",
      "mean": "expected value, in the unit of the measure",
      "lo80": "lower end of the 80 % range",
      "lo95": "lower end of the 95 % range",
    ])

  static let forecastAccuracy = StoreTable(
    "forecast_accuracy", of: .forecastAccuracy,
    grain:
      "One row per series and measure: the accuracy of past forecasts of the series by itself, not as a share of all requests.",
    optional: ["horizon", "origins"],
    notes: [
      "series": "total, or a group such as tier/pro",
      "method": "forecast method",
      "horizon": "days ahead that were tested; NULL: history too short",
      "origins": "earlier days from which it was forecast; NULL: history too short",
      "mase": "mean error over the usual change from week to week",
      "smape": "mean relative error, percent",
      "coverage80": "share of days within their 80 % ranges, 0 to 1",
      "coverage95": "share of days within their 95 % ranges, 0 to 1",
      "seasonal_naive_mase": "mase of a forecast that repeats the last week",
      "seasonal_naive_smape": "smape of a forecast that repeats the last week",
      "trust": "tested, or history too short",
    ])

  static let anomaly = StoreTable(
    "anomaly", of: .anomalies,
    grain: "One row per anomaly of a series, as anomalies.csv.",
    notes: [
      "series": "total, or a model, provider or tier",
      "measure": "vendor_cost_usd",
      "kind": "spike, drop, level_shift, missing_day or new_model",
      "value": "value of the day, USD; for a level shift, of its first day",
      "expected": "expected value, USD; for a level shift, the old level; NULL: none",
      "score":
        "difference from the expected value, in usual deviations; for a level shift, new level less old, in usual changes",
      "cause": "price change, user or model that explains at least 50 %; empty: unknown",
      "effect_usd": "value less expected",
    ])
}
