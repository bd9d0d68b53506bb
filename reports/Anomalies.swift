import Forecasting
import Ledger
import Tables

extension Report {
  /// Days whose vendor cost is far from what the days around them make expect.
  package static let anomalies = Report("anomalies") { input in
    let found = input.outlook?.anomalies ?? []
    return Table(
      name: "anomalies", title: "Anomalies",
      columns: [
        Column("series", .text), Column("measure", .text), Column("day", .day),
        Column("kind", .text), Column("value", .decimal), Column("expected", .decimal),
        Column("lo", .decimal), Column("hi", .decimal), Column("score", .decimal),
        Column("cause", .text), Column("effect_usd", .decimal),
      ],
      rowCount: found.count, order: "by series and day"
    ) { index in
      let odd = found[index]
      let expected = odd.expected
      return [
        .text(odd.series), .text(Name(odd.measure.name)), .day(odd.day),
        .text(Name(odd.kind.rawValue)), odd.value.map(ForecastCell.value) ?? .blank,
        expected.map { ForecastCell.value($0.value) } ?? .blank,
        expected.map { ForecastCell.value($0.low) } ?? .blank,
        expected.map { ForecastCell.value($0.high) } ?? .blank,
        expected.map { ForecastCell.score($0.score) } ?? .blank, .text(Name(odd.cause)),
        odd.effect.map(ForecastCell.value) ?? .blank,
      ]
    }
  }
}
