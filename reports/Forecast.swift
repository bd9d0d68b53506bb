import Forecasting
import Ledger
import Tables

extension Report {
  /// What the days to come are expected to bring, in all and by group.
  package static let forecast = Report("forecast") { input in
    let rows = (input.outlook?.series ?? []).flatMap { series in
      series.points.map { (series: series, point: $0) }
    }.enumerated().sorted {
      // Series are in order already.
      ($0.element.point.day, $0.offset) < ($1.element.point.day, $1.offset)
    }.map(\.element)
    return Table(
      name: "forecast", title: "Forecast",
      columns: [
        Column("day", .day), Column("series", .text), Column("measure", .text),
        Column("method", .text), Column("mean", .decimal), Column("lo80", .decimal),
        Column("hi80", .decimal), Column("lo95", .decimal), Column("hi95", .decimal),
      ],
      rowCount: rows.count, order: "requests and money first, nearest day first",
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
