import Terminal

/// `assay forecast`: quantities, cost and revenue of the next days.
enum ForecastCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard arguments.text("--series") == nil else {
      return try SeriesForecastCommand.run(arguments)
    }
    return try WorkspaceForecastCommand.run(arguments)
  }
}
