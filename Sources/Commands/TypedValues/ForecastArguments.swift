import Outlook
import Terminal

extension Arguments {
  /// Returns the request for the outlook.
  package func forecastRequest() throws(UsageFault) -> ForecastRequest {
    for name in ["--season", "--anomalies", "--balances", "--run-out"] where text(name) != nil {
      throw .needsOther(option: name, other: "--series FILE.csv")
    }
    var request = ForecastRequest()
    request.horizon = try horizon()
    let cuts = ForecastDimension.allCases.map(\.rawValue).joined(separator: ", ")
    request.cuts =
      try value("--by", expected: "one or more of \(cuts), separated by commas") { text in
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let known = words.compactMap(ForecastDimension.init)
        return known.count == words.count ? ForecastDimension.allCases.filter(known.contains) : nil
      } ?? request.cuts
    let levels = OutlookLevel.allCases.map(\.rawValue).joined(separator: ", ")
    request.level =
      try value("--level", expected: "one of: \(levels)") { OutlookLevel(rawValue: $0) }
      ?? request.level
    request.successors = try successors()
    return request
  }

  /// Returns the number of steps ahead.
  package func horizon() throws(UsageFault) -> Int {
    try whole("--horizon", in: ForecastRequest.horizons) ?? 30
  }

  /// Refuses a workspace, and the options that are about one: a series is a file.
  package func refuseWhatNeedsAWorkspace() throws(UsageFault) {
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
  package func season() throws(UsageFault) -> Int {
    try whole("--season", in: 1...1_000) ?? 7
  }
}
