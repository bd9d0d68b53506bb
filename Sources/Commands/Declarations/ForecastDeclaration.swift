import Outlook
import Terminal

extension CommandDeclaration {
  static let forecast = CommandDeclaration(
    name: "forecast", purpose: "forecast cost, revenue and depletion dates; find anomalies",
    summary: "Forecast quantities, cost and revenue, with the likely range of each figure.",
    operands: "[WORKSPACE]",
    examples: [
      "assay forecast --horizon 30 --by tier,model",
      "assay forecast --series load.csv --horizon 28 --season 7 --output ahead.csv",
    ],
    options: [
      Option(
        name: "--horizon", value: "N", group: .period, help: "forecast N days (or steps) [30]"),
      Option(
        name: "--by", value: "GROUP,GROUP", group: .period,
        help: "also forecast these groups [tier]",
        takes: .list(ForecastDimension.allCases.map(\.rawValue))),
      Option(
        name: "--level", value: "LEVEL", group: .period,
        help: "write one line per day, week or month [day]",
        takes: .word(OutlookLevel.allCases.map(\.rawValue))),
      Option(
        name: "--replace", value: "P/OLD=P/NEW", group: .period,
        help: "use the prices of NEW on days when OLD has none"),
      .asKnownAt,
      Option(
        name: "--series", value: "FILE", group: .series,
        help: "forecast these series instead (id,step,value)", takes: .file),
      Option(
        name: "--season", value: "M", group: .series,
        help: "set the season to M steps; 1 = no season [7]"),
      Option(
        name: "--anomalies", value: "FILE", group: .series,
        help: "also write the anomalies in the series", takes: .file),
      Option(
        name: "--balances", value: "FILE", group: .series,
        help: "read the balance of each series (id,balance)", takes: .file),
      Option(
        name: "--run-out", value: "FILE", group: .series,
        help: "write the steps until each balance reaches 0", takes: .file),
      Option(
        name: "--output", value: "PATH", group: .output,
        help: "write to this folder [out/forecast/]; with --series, to this file", takes: .file),
      .force, .quiet, .verbose, .json, .noProgress, .color, .maxRejects, .maxRatio, .maxBytes,
      Option(
        name: "--wait", value: "SECONDS", group: .work,
        help: "wait for another forecast into the same folder [5]", isForMachines: true),
    ] + Option.forWork + [.help],
    closing: "A forecast is an estimate: see its range and the accuracy of past forecasts.")
}
