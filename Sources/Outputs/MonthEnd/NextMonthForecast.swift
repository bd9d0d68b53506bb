import Closing
import Forecasting
import Ledger

extension Outlook {
  /// Sums the forecast of the days of a month; nil if none of them is ahead.
  func forecast(of month: Month) -> ForecastAtClose? {
    func points(_ measure: OutlookMeasure) -> [OutlookSeries.Point]? {
      series.first { $0.name == "total" && $0.measure == measure }?.points
        .filter { $0.day.month == month }
    }
    func sum(_ points: [OutlookSeries.Point]) -> Money {
      Money(
        attodollars: points.reduce(0) {
          $0 + $1.mean.value * powerOfTen(Money.decimals - $1.mean.scale)
        })
    }
    guard let cost = points(.vendorCost), let first = cost.first, let last = cost.last else {
      return nil
    }
    return ForecastAtClose(
      days: first.day...last.day, vendorCost: sum(cost), revenue: points(.revenue).map(sum))
  }
}
