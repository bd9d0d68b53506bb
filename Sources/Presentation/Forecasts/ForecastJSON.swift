import Forecasting
import Ledger
import Outputs
import Reports
import Tables

/// The answer of `forecast --json`: sums over all future days, budgets, and depletion dates.
package enum ForecastJSON {
  /// The document; `folder` is where the tables were written.
  package static func text(_ output: ForecastOutput, folder: String) -> String {
    // Of a ledger without an outlook there is no day, or one.
    let lastDay = output.outlook?.lastDay ?? output.lastDay
    let historyDays = output.outlook?.historyDays ?? (lastDay == nil ? 0 : 1)
    return JSONText.object([
      ("assay", .string(Version.number)),
      ("last_day", .described(lastDay)),
      ("history_days", .number(Int64(historyDays))),
      ("horizon", .number(Int64(output.request.horizon))),
      ("too_short", Outlook.shortness(ofDays: historyDays).map(JSONText.string) ?? .null),
      ("coverage", .described(output.outlook?.coverageNote)),
      ("sums", .sums(of: output.outlook?.series ?? [])),
      (
        "ended_models",
        .array(
          output.ended.map {
            .object([
              ("provider", .string($0.model.provider.description)),
              ("model", .string($0.model.model.description)), ("from", .string("\($0.from)")),
              ("to", .described($0.to)),
            ])
          })
      ),
      ("budgets", .number(Int64(output.budgets.rows.count))),
      (
        "budgets_exceeded",
        .number(Int64(output.budgets.rows.filter { $0.exceededOn != nil }.count))
      ),
      (
        "budgets_not_all_seen",
        .number(Int64(output.budgets.rows.filter { $0.state == .notAllSeen }.count))
      ),
      (
        "budgets_not_known",
        .number(Int64(output.budgets.rows.filter { $0.state == .notKnown }.count))
      ),
      ("accounts_with_balance", .number(Int64(output.runOut?.rows.count ?? 0))),
      ("accounts_without_balance", .number(Int64(output.runOut?.unknown ?? 0))),
      ("accounts_in_pools", .number(Int64(output.runOut?.pooled ?? 0))),
      ("anomalies", .number(Int64(output.outlook?.anomalies.count ?? 0))),
      ("output", .string(folder)),
    ]).text
  }
}

extension JSONText {
  /// All days ahead as one sum, with its ranges, per series and measure.
  static func sums(of series: [OutlookSeries]) -> JSONText {
    .array(
      series.map { series in
        let ends = ForecastCell.ends(of: series.total.range, around: series.total.mean)
        return .object(
          [
            ("series", .string(series.name.description)),
            ("measure", .string(series.measure.name)),
            ("mean", decimal(series.total.mean)),
          ] + zip(["lo80", "hi80", "lo95", "hi95"], ends).map { ($0, decimal($1)) })
      })
  }

  private static func decimal(_ figure: ExactFigure) -> JSONText {
    .string(DecimalText.string(figure.value, scale: figure.scale))
  }
}
