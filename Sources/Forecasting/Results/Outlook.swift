import Ledger

/// The forecast of the days after a ledger.
package struct Outlook: Sendable {
  /// The last day of the history.
  package let lastDay: Day
  /// The number of days of history.
  package let historyDays: Int
  /// By name, then measure.
  package let series: [OutlookSeries]
  /// By series, day and kind.
  package let anomalies: [OutlookAnomaly]
  /// The groups that have no series of their own, because there are very many.
  package let rests: [AggregatedGroups]
  /// Of how many requests ahead the money is known; nil where nothing is forecast.
  package let expected: PricedForecastRequests?

  package init(
    lastDay: Day, historyDays: Int, series: [OutlookSeries], anomalies: [OutlookAnomaly],
    rests: [AggregatedGroups] = [], expected: PricedForecastRequests? = nil
  ) {
    self.lastDay = lastDay
    self.historyDays = historyDays
    self.series = series
    self.anomalies = anomalies
    self.rests = rests
    self.expected = expected
  }

  /// The same with the odd days of a period alone; nil is all.
  package func telling(of period: Period?) -> Outlook {
    guard let period else { return self }
    return Outlook(
      lastDay: lastDay, historyDays: historyDays, series: series,
      anomalies: anomalies.filter { period.contains($0.day) }, rests: rests, expected: expected)
  }

  /// The reason for no forecast; nil if the history is long enough.
  package var shortness: String? { Outlook.shortness(ofDays: historyDays) }

  /// The same words for a number of days of history, which may be too few for any outlook.
  package static func shortness(ofDays count: Int) -> String? {
    if count >= OutlookSeries.neededDays { return nil }
    return
      "No forecast: Assay needs \(OutlookSeries.neededDays) days of usage, the ledger has \(count)."
  }
}

/// One measure of one group of requests, ahead.
package struct OutlookSeries: Sendable {
  /// The group, as `total` or `tier/pro`.
  package let name: Name
  package let measure: OutlookMeasure
  /// One per day or longer stretch ahead, in order.
  package let points: [Point]
  /// All days ahead as one sum, with ranges of its own.
  package let total: Point
  /// The accuracy of earlier forecasts of the series; nil if its history is too short.
  package let backtest: Backtest?
  /// The days from its first to the last of the history.
  package let days: Int

  /// Of fewer days of history nothing is forecast: what a week is like is known from four of them.
  package static let neededDays = 28

  package init(
    name: Name, measure: OutlookMeasure, points: [Point], total: Point, backtest: Backtest?,
    days: Int
  ) {
    self.name = name
    self.measure = measure
    self.points = points
    self.total = total
    self.backtest = backtest
    self.days = days
  }

  /// The forecast of one day or of a stretch of days.
  package struct Point: Sendable {
    /// The first day.
    package let day: Day
    /// Exact: the sum of whole quantities, or those at their prices.
    package let mean: ExactFigure
    package let range: ForecastPoint

    package init(day: Day, mean: ExactFigure, range: ForecastPoint) {
      self.day = day
      self.mean = mean
      self.range = range
    }
  }
}

/// The measures of a forecast, in the order of the tables' bytes.
package enum OutlookMeasure: Hashable, Comparable, Sendable {
  case credits, requests, revenue, vendorCost
  case quantity(UnitClass)

  /// The word in the column `measure`.
  package var name: String {
    switch self {
    case .credits: "credits"
    case .requests: "requests"
    case .revenue: "revenue_usd"
    case .vendorCost: "vendor_cost_usd"
    case .quantity(let unitClass): unitClass.quantityColumn ?? unitClass.name
    }
  }

  package static func < (left: OutlookMeasure, right: OutlookMeasure) -> Bool {
    Name(left.name) < Name(right.name)
  }

  /// The decimals of its exact figures.
  package var scale: Int {
    switch self {
    case .credits: Credits.decimals
    case .revenue, .vendorCost: Money.decimals
    case .requests: 0
    case .quantity(let unitClass): unitClass.quantityDecimals
    }
  }
}

/// An exact figure: `value` × 10⁻ˢᶜᵃˡᵉ.
package struct ExactFigure: Hashable, Sendable {
  package let value: Int128
  package let scale: Int

  package init(_ value: Int128, scale: Int) {
    self.value = value
    self.scale = scale
  }

  /// The nearest double.
  var number: Double { nearestDouble(ofWhole: value) / nearestDouble(ofWhole: powerOfTen(scale)) }
}

/// Something odd in the history of a series.
package struct OutlookAnomaly: Sendable {
  package let series: Name
  package let measure: OutlookMeasure
  package let day: Day
  package let kind: Kind
  /// The actual value of the day; nil if unknown because no request of the day has a price.
  package let value: Double?
  /// The expected value and the range without anomalies; nil if there is none.
  package let expected: Expected?
  /// The cause that the books or the mix show; empty if they show none.
  package let cause: String

  /// The value less what was expected; nil where one of them is.
  package var effect: Double? {
    guard let value, let expected else { return nil }
    return value - expected.value
  }

  /// The expected value of a day.
  package struct Expected: Sendable {
    package let value: Double
    package let low: Double
    package let high: Double
    package let score: Double

    package init(_ anomaly: Anomalies.Anomaly) {
      value = anomaly.expected
      low = anomaly.low
      high = anomaly.high
      score = anomaly.score
    }
  }

  /// The kind of an anomaly.
  package enum Kind: String, Hashable, Sendable {
    case spike, drop
    case levelShift = "level_shift"
    case missingDay = "missing_day"
    case newModel = "new_model"
  }

  package init(
    series: Name, measure: OutlookMeasure, day: Day, kind: Kind, value: ExactFigure?,
    expected: Expected?, cause: String
  ) {
    self.series = series
    self.measure = measure
    self.day = day
    self.kind = kind
    self.value = value?.number
    self.expected = expected
    self.cause = cause
  }
}
