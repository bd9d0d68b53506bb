import Outlook
import Terminal

extension CommandDeclaration {
  static let forecast = CommandDeclaration(
    name: "forecast", purpose: "cost and revenue ahead, run-out dates, anomalies",
    summary: "What the next days will bring: quantities, cost and revenue, with honest ranges.",
    operands: "[WORKSPACE]",
    examples: [
      "assay forecast --horizon 30 --by tier,model",
      "assay forecast --series load.csv --horizon 28 --season 7 --output ahead.csv",
    ],
    options: [
      Option(
        name: "--horizon", value: "N", group: .period, help: "days (or steps) ahead [30]"),
      Option(
        name: "--by", value: "CUT,CUT", group: .period,
        help: "also by these groups [tier]",
        takes: .list(OutlookCut.allCases.map(\.rawValue))),
      Option(
        name: "--level", value: "LEVEL", group: .period,
        help: "one line per day, week or month [day]",
        takes: .word(OutlookLevel.allCases.map(\.rawValue))),
      Option(
        name: "--replace", value: "P/OLD=P/NEW", group: .period,
        help: "who takes over where OLD of provider P has no price"),
      .asKnownAt,
      Option(
        name: "--series", value: "FILE", group: .series,
        help: "forecast these series instead (id,step,value)", takes: .file),
      Option(
        name: "--season", value: "M", group: .series, help: "steps of a season; 1: none [7]"),
      Option(
        name: "--anomalies", value: "FILE", group: .series,
        help: "also write what is odd in the series", takes: .file),
      Option(
        name: "--balances", value: "FILE", group: .series,
        help: "what is left of each series (id,balance)", takes: .file),
      Option(
        name: "--run-out", value: "FILE", group: .series,
        help: "when that will be used up, in steps", takes: .file),
      Option(
        name: "--output", value: "PATH", group: .output,
        help: "the folder [out/forecast/]; with --series, the file", takes: .file),
      .force, .quiet, .json, .noProgress, .color, .maxRejects, .maxRatio, .maxBytes,
      Option(
        name: "--wait", value: "SECONDS", group: .work,
        help: "for another forecast into the same folder [5]"),
    ] + Option.forWork + [.help],
    closing: "Forecasts are no accounts: see the ranges, and how such forecasts did before.",
    action: ForecastCommand.run)
}

/// `assay forecast`: what the next days will bring.
enum ForecastCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard arguments.text("--series") == nil else {
      return try SeriesForecastCommand.run(arguments)
    }
    return try WorkspaceForecastCommand.run(arguments)
  }
}
