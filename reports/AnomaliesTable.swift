import Forecasting
import Ledger
import Tables

extension Report {
  /// Days whose vendor cost is far from what the days around them make expect.
  package static let anomalies = Report(
    "anomalies", "Anomalies",
    columns: [
      .text("series", "total, or one model, provider or tier."),
      .text("measure", "Measure with the anomaly: vendor cost in USD."),
      Column("day", .day, "Day of the anomaly."),
      .text("kind", "spike, drop, level_shift (from that day on), missing_day or new_model."),
      .decimal("value", "Value of the day."),
      .decimal("expected", "Value expected from the days around it."),
      .decimal("lo", "Lower end of the usual range."),
      .decimal("hi", "Upper end of the usual range."),
      .decimal(
        "score",
        "Difference from the expected value, in usual deviations; below 0 for less than expected."),
      .text("cause", "Price change, user or model that explains at least 50 % of the difference."),
      .decimal("effect_usd", "Value less the expected value, in USD."),
    ]
  ) { report, input in
    let found = input.outlook?.anomalies ?? []
    return report.table(
      found.count, order: "by series and day"
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
