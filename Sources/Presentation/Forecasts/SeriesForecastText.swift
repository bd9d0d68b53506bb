import Ledger
import Outlook
import Outputs
import Overview
import Tables
import Terminal

/// The answer of `forecast --series` for people and as JSON.
package struct SeriesForecastText {
  private let forecast: SeriesForecast
  private let horizon: Int
  private let output: String
  private let anomalies: String?
  private let runOut: String?

  /// - Parameters:
  ///   - horizon: the number of steps ahead.
  ///   - output: the path of the forecast; of the others, nil is not written.
  package init(
    _ forecast: SeriesForecast, _ horizon: Int, output: String, anomalies: String?, runOut: String?
  ) {
    self.forecast = forecast
    self.horizon = horizon
    self.output = output
    self.anomalies = anomalies
    self.runOut = runOut
  }

  /// The number of series, their files and how good earlier forecasts would have been.
  package var screen: String {
    let files = [output, anomalies, runOut].compactMap(\.self)
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

  /// The answer as one JSON document; docs/JSON.md describes it.
  package var json: JSONText {
    func number(_ cell: Cell?) -> JSONText { cell.map { .string(CSVText.string($0)) } ?? .null }
    let test = forecast.backtest
    return .object([
      ("assay", .string(Version.number)), ("series", .number(Int64(forecast.series.count))),
      ("horizon", .number(Int64(horizon))), ("output", .string(output)),
      ("anomalies", .described(anomalies)), ("run_out", .described(runOut)),
      ("mase", number(test?.mase)), ("seasonal_naive_mase", number(test?.naive)),
      ("held80_percent", number(test?.held80)),
    ])
  }

  private func text(_ cell: Cell) -> String {
    cell.number.map { NumberView.grouped(decimals: 2).text($0.value, scale: $0.scale) } ?? ""
  }
}
