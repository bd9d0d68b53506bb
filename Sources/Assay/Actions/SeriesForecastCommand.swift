import Ledger
import Outlook
import Outputs
import Overview
import Platform
import Presentation
import Tables
import Terminal
import Workspace

/// `assay forecast --series`: the forecast of any series, from a file into files; needs no workspace.
enum SeriesForecastCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    try arguments.refuseWhatNeedsAWorkspace()
    let paths = try Paths(arguments)
    let horizon = try arguments.horizon()
    let season = try arguments.season()
    let threads = try arguments.threadCount()
    let printer = FindingPrinter(try arguments.paint())
    try paths.check(isForced: arguments.has("--force"))

    var faults: [Finding] = []
    let series = try SeriesFile.series(at: paths.series, faults: &faults)
    let isReadable = !faults.contains { $0.severity == .error }
    let balances = try paths.balances.map {
      // Without series every balance would be one too many.
      try SeriesFile.balances(at: $0, of: isReadable ? series : [], faults: &faults)
    }
    if !isReadable, let path = paths.balances {
      faults.removeAll { $0.place.file == path && $0.code == "series.unknown" }
    }
    if faults.contains(where: { $0.severity == .error }) { throw RunRefusal(findings: faults) }
    Terminal.standardError.write(printer.text(faults))

    let forecast = SeriesForecast(series, season: season, horizon: horizon, threads: threads)
    var tables = [(table: forecast.forecastTable, path: paths.output)]
    if let path = paths.anomalies {
      tables.append((forecast.anomalyTable(threads: threads), path))
    }
    if let path = paths.runOut, let balances {
      tables.append((forecast.runOutTable(balances), path))
    }
    try AtomicFileSet.write(tables)
    if arguments.has("--json") {
      Terminal.standardOutput.write(document(forecast, horizon, paths).text)
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(answer(forecast, horizon, paths))
    }
    return .complete
  }

  private static func answer(_ forecast: SeriesForecast, _ horizon: Int, _ paths: Paths) -> String {
    let files = [paths.output, paths.anomalies, paths.runOut].compactMap(\.self)
    var sentences = [
      "\(Figures.count(Int64(forecast.series.count))) series,"
        + " \(Figures.count(Int64(horizon), "step")) ahead: \(files.joined(separator: ", "))."
    ]
    if let test = forecast.backtest, let mase = test.mase, let naive = test.naive {
      sentences.append(
        "Backtest on earlier steps: mean error \(text(mase)) × the usual season-to-season change"
          + " (repeating the last season: \(text(naive))). The 80 % ranges contained"
          + " \(text(test.held80)) % of values.")
    } else {
      sentences.append("The histories are too short to test the forecasts on them.")
    }
    return Wrapping.lines(sentences.joined(separator: " "), width: Terminal.width).text
  }

  /// Returns the answer as one JSON document; docs/JSON.md describes it.
  private static func document(
    _ forecast: SeriesForecast, _ horizon: Int, _ paths: Paths
  ) -> JSONText {
    func number(_ cell: Cell?) -> JSONText { cell.map { .string(CSVText.string($0)) } ?? .null }
    let test = forecast.backtest
    return .object([
      ("assay", .string(Version.number)), ("series", .number(Int64(forecast.series.count))),
      ("horizon", .number(Int64(horizon))), ("output", .string(paths.output)),
      ("anomalies", .described(paths.anomalies)), ("run_out", .described(paths.runOut)),
      ("mase", number(test?.mase)), ("seasonal_naive_mase", number(test?.naive)),
      ("held80_percent", number(test?.held80)),
    ])
  }

  private static func text(_ cell: Cell) -> String {
    cell.number.map { NumberView.grouped(decimals: 2).text($0.value, scale: $0.scale) } ?? ""
  }

  /// The paths of the files that are read and written.
  private struct Paths {
    let series: String
    let output: String
    let anomalies: String?
    let balances: String?
    let runOut: String?

    init(_ arguments: Arguments) throws(UsageFault) {
      series = arguments.text("--series") ?? ""
      guard let output = arguments.text("--output") else {
        throw .needsOther(option: "--series", other: "--output FILE.csv")
      }
      self.output = output
      anomalies = arguments.text("--anomalies")
      balances = arguments.text("--balances")
      runOut = arguments.text("--run-out")
      if balances != nil && runOut == nil {
        throw .needsOther(option: "--balances", other: "--run-out FILE.csv")
      }
      if runOut != nil && balances == nil {
        throw .needsOther(option: "--run-out", other: "--balances FILE.csv")
      }
    }

    /// Refuses to write over what is read, over another of the files, or over what is somebody else's.
    func check(isForced: Bool) throws {
      let guarded = OutputGuard(workspace: ".", isForced: isForced)
      var named = [("--series", series), ("--balances", balances)].compactMap { option, path in
        path.map { (option: option, planned: OutputGuard.plannedPath($0)) }
      }
      for (path, columns, option, example) in [
        (output, SeriesForecast.forecastColumns, "--output", "ahead.csv"),
        (anomalies, SeriesForecast.anomalyColumns, "--anomalies", "odd.csv"),
        (runOut, SeriesForecast.runOutColumns, "--run-out", "run-out.csv"),
      ] {
        guard let path else { continue }
        let planned = OutputGuard.plannedPath(path)
        if let other = named.first(where: { $0.planned == planned })?.option {
          throw OutputFault.namedTwice(path, option: option, example: example, other: other)
        }
        named.append((option, planned))
        try guarded.check(
          file: path, header: columns.map(\.name).joined(separator: ","),
          option: "\(option) \(example)")
      }
    }
  }
}

extension Arguments {
  /// Returns the number of steps ahead.
  func horizon() throws(UsageFault) -> Int {
    try whole("--horizon", in: OutlookRequest.horizons) ?? 30
  }

  /// Refuses a workspace, and the options that are about one: a series is a file.
  fileprivate func refuseWhatNeedsAWorkspace() throws(UsageFault) {
    if let extra = operands.first {
      throw .tooManyOperands(command: "forecast --series", first: extra)
    }
    for name in [
      "--by", "--level", "--replace", "--as-known-at", "--max-rejects", "--max-ratio",
      "--max-bytes", "--wait",
    ] where text(name) != nil {
      throw .contradiction("--series", name)
    }
  }

  /// Returns the number of steps of a season.
  fileprivate func season() throws(UsageFault) -> Int {
    try whole("--season", in: 1...1_000) ?? 7
  }
}
