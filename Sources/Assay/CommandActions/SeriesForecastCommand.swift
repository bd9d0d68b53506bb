import Commands
import Ledger
import Outlook
import Overview
import Platform
import Presentation
import Terminal
import Workspace

/// `assay forecast --series`: the forecast of any series, from a file into files; needs no workspace.
enum SeriesForecastCommand {
  static func run(_ arguments: Arguments) throws -> ExitStatus {
    try arguments.refuseWhatNeedsAWorkspace()
    let paths = try SeriesForecastPaths(arguments)
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
    let text = SeriesForecastText(
      forecast, horizon, output: paths.output, anomalies: paths.anomalies, runOut: paths.runOut)
    if arguments.has("--json") {
      Terminal.standardOutput.write(text.json.text)
    } else if !arguments.has("--quiet") {
      Terminal.standardOutput.write(text.screen)
    }
    return .complete
  }
}
