/// Repeats the last period of the longer season, moved to the present level of the series.
enum SeasonalNaive {
  /// The number of values whose mean is a level.
  private static let window = 3

  static func forecast(_ history: HistoryValues, season: Int, horizon: Int) -> [Double] {
    let period = LongerSeason.steps(over: season)
    let now = level(history, before: history.count)
    guard history.count >= 2 * period else { return [Double](repeating: now, count: horizon) }
    let then = history.count - period
    let change = now - level(history, before: then)
    return (0..<horizon).map { history[then + $0 % period] + change }
  }

  private static func level(_ history: HistoryValues, before end: Int) -> Double {
    let start = max(0, end - window)
    return history[start..<end].reduce(0, +) / Double(end - start)
  }
}
