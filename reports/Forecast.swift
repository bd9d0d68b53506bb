import Forecasting
import Ledger
import Tables

extension Report {
  /// The forecast of future days, in total and by group.
  package static let forecast = Report(
    "forecast", "Forecast",
    columns: [
      Column("day", .day, "Forecast day."),
      .text("series", "total, or one group such as tier/pro."),
      .text("measure", "Forecast measure: credits, requests, revenue or vendor cost in USD."),
      .method,
      .decimal(
        "mean",
        "Expected value; days share whole requests, so 0 means less than one request on the day."
      ),
      .decimal("lo80", "Lower end of the 80 % prediction interval."),
      .decimal("hi80", "Upper end of that range."),
      .decimal("lo95", "Lower end of the 95 % prediction interval."),
      .decimal("hi95", "Upper end of that range."),
    ]
  ) { report, input in
    let rows = (input.outlook?.series ?? []).flatMap { series in
      series.points.map { (series: series, point: $0) }
    }.enumerated().sorted {
      // Series are in order already.
      ($0.element.point.day, $0.offset) < ($1.element.point.day, $1.offset)
    }.map(\.element)
    return report.table(
      rows.count, order: "requests and money first, nearest day first",
      // So that a sheet of few rows holds all days.
      weight: { if case .quantity = rows[$0].series.measure { 0 } else { 1 } }
    ) { index in
      let (series, point) = rows[index]
      return [
        .day(point.day), .text(series.name), .text(Name(series.measure.name)),
        .text(Name(ForecastMethod.name)),
        ForecastCell.figure(point.mean),
      ] + ForecastCell.ends(of: point.range, around: point.mean).map(ForecastCell.figure)
    }
  }
}
