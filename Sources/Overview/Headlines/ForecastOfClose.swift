import Closing
import Cube
import Ledger
import Reports

/// The figures of a month beside the forecast that was made at the close before it, made once for every medium.
package struct ForecastOfClose: Sendable {
  /// One line: `Forecast at the previous close, for 1 to 30 September 2026: 30.00 USD of cost; it is 60.00`.
  package let line: String

  /// Nil without such a forecast.
  init?(_ input: ReportInput) {
    guard let forecast = input.forecastAtClose else { return nil }
    let days = forecast.days
    var totals = MoneyTotals()
    var last: Day?
    for daily in input.facts.byDayAndDimensions where days.contains(daily.day) {
      totals.add(daily.measures, daily.money)
      last = max(last ?? daily.day, daily.day)
    }
    guard let last else { return nil }
    let isWhole = last == days.upperBound
    var parts = [("cost", forecast.vendorCost, totals.vendorCost)]
    if let revenue = forecast.revenue, !totals.isUnsold {
      parts.append(("revenue", revenue, totals.revenue))
    }
    let decimals = Figures.decimals(showing: parts.flatMap { [$0.1, $0.2] })
    let texts = parts.map { name, expected, actual in
      "\(Figures.money(expected, decimals: decimals)) USD of \(name), "
        + "now \(Figures.money(actual, decimals: decimals))"
    }
    line =
      "Forecast at the previous close, for \(DayText.range(days)): " + texts.joined(separator: "; ")
      + (isWhole ? "" : " until \(DayText.day(last))")
  }
}
