import Cube
import Forecasting
import Ledger
import Tables

extension Report {
  /// What the next 30 days are expected to bring, in all and for each tier.
  ///
  /// Money and credits become doubles here and nowhere else: a forecast is no account.
  package static let forecast = Report("forecast") { input in
    let forecasts = seriesForecasts(of: input.facts)
    let lastDay = input.facts.rows.last?.day ?? Day(number: 0)
    let steps = forecasts.first?.points.count ?? 0
    return Table(
      name: "forecast", title: "Forecast",
      columns: [
        Column("day", .day), Column("series", .text), Column("measure", .text),
        Column("method", .text), Column("mean", .decimal), Column("lo80", .decimal),
        Column("hi80", .decimal), Column("lo95", .decimal), Column("hi95", .decimal),
      ],
      rowCount: steps * forecasts.count, order: "nearest day first"
    ) { index in
      let (step, place) = index.quotientAndRemainder(dividingBy: forecasts.count)
      let series = forecasts[place]
      let point = series.points[step]
      return [
        .day(lastDay + point.step), .text(series.name), .text(Name(series.measure.name)),
        .text(Name(ForecastMethod.name)), figure(point.mean), figure(point.lo80),
        figure(point.hi80), figure(point.lo95), figure(point.hi95),
      ]
    }
  }

  private static let forecastDays = 30

  private static func figure(_ value: Double) -> Cell {
    .decimal(decimalHalfEven(value, decimals: 8), scale: 8)
  }

  /// One per series and measure, sorted by both; as many points in each, because all histories run
  /// from the first to the last day of the facts.
  private static func seriesForecasts(of facts: Facts) -> [SeriesForecast] {
    guard let first = facts.rows.first?.day, let last = facts.rows.last?.day else { return [] }
    let made = facts.dailySeries.sorted { $0.name < $1.name }.flatMap { series in
      ForecastMeasure.allCases.map { measure in
        var history = [Double](repeating: 0, count: last - first + 1)
        for day in series.days { history[day.day - first] = measure.value(in: day.totals) }
        return (series.name, measure, RollingForecast(history: history, season: 7, horizon: forecastDays))
      }
    }
    let pool = ErrorPool(made.map { $0.2 })
    return made.map { SeriesForecast(name: $0.0, measure: $0.1, points: pool.points(of: $0.2)) }
  }
}

/// What is forecast, in byte order of the names.
private enum ForecastMeasure: String, CaseIterable {
  case credits
  case requests
  case revenue = "revenue_usd"
  case vendorCost = "vendor_cost_usd"

  var name: String { rawValue }

  func value(in totals: MoneyTotals) -> Double {
    switch self {
    case .credits: Double(totals.microcredits) / 1e6
    case .requests: Double(totals.requests)
    case .revenue: Double(totals.revenue.attodollars) / 1e18
    case .vendorCost: Double(totals.vendorCost.attodollars) / 1e18
    }
  }
}

private struct SeriesForecast {
  let name: Name
  let measure: ForecastMeasure
  let points: [ForecastPoint]
}

/// The days on which a series has requests, in order.
private struct DailySeries {
  let name: Name
  var days: [(day: Day, totals: MoneyTotals)]
}

private struct TierDay: Hashable, Comparable {
  let tier: Name
  let day: Day

  static func < (left: TierDay, right: TierDay) -> Bool {
    left.tier == right.tier ? left.day < right.day : left.tier < right.tier
  }
}

extension Facts {
  /// The series of all requests and one for each tier.
  fileprivate var dailySeries: [DailySeries] {
    let total = DailySeries(
      name: "total", days: totals { day, _ in day }.map { ($0.key, $0.totals) })
    var tiers: [Name: DailySeries] = [:]
    for (key, totals) in totals(by: { day, dimensions in TierDay(tier: dimensions.tier, day: day) })
    {
      let name = Name(bytes: Array("tier/".utf8) + key.tier.bytes)
      tiers[name, default: DailySeries(name: name, days: [])].days.append((key.day, totals))
    }
    return [total] + tiers.values
  }
}
