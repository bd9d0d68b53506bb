import Outlook
import Outputs
import Terminal
import Workspace

/// The paths of the files that a forecast of series reads and writes.
package struct SeriesForecastPaths {
  package let series: String
  package let output: String
  package let anomalies: String?
  package let balances: String?
  package let runOut: String?

  package init(_ arguments: Arguments) throws(UsageFault) {
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

  /// Refuses to write over what is read, over another of the files, or over files of the user.
  package func check(isForced: Bool) throws {
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
