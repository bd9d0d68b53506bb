/// The mean of the last four seasons at the same phase; without a season, of the last four values.
enum SeasonMean {
  private static let seasons = 4

  static func forecast(_ history: HistoryValues, season: Int, horizon: Int) -> [Double] {
    let seasons = min(seasons, history.count / season)
    guard seasons > 0 else {
      let mean = history.reduce(0, +) / Double(history.count)
      return [Double](repeating: mean, count: horizon)
    }
    return (0..<horizon).map { step in
      var sum = 0.0
      for back in 1...seasons { sum += history[history.count - back * season + step % season] }
      return sum / Double(seasons)
    }
  }
}
