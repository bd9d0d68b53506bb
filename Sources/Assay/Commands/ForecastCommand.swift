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
        help: "with --series: the file for the forecast", takes: .file),
      Option(
        name: "--force", value: nil, group: .output,
        help: "replace files that assay did not write"),
      Option(
        name: "--quiet", value: nil, group: .output, help: "no summary; errors still show"),
      .color, .threads, .help,
    ],
    closing: "Forecasts are no accounts: see the ranges, and how such forecasts did before.",
    action: ForecastCommand.run)
}

/// `assay forecast`: what the next days will bring.
enum ForecastCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    try SeriesForecastCommand.run(arguments)
  }
}
