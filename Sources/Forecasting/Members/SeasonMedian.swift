/// The median of the last twelve seasons at the same phase; without a season, of the last twelve values.
///
/// A median, because single odd days should not come back in every season.
enum SeasonMedian {
  private static let seasons = 12

  static func forecast(_ history: HistoryValues, season: Int, horizon: Int) -> [Double] {
    let longer = LongerSeason.steps(over: season)
    let period = season > 1 && history.count >= 3 * longer ? longer : season
    let seasons = min(seasons, history.count / period)
    guard seasons > 0 else {
      return [Double](repeating: Median.of(Array(history)), count: horizon)
    }
    let cycle = (0..<min(period, horizon)).map { phase in
      Median.of((1...seasons).map { history[history.count - $0 * period + phase] })
    }
    return (0..<horizon).map { cycle[$0 % period] }
  }
}
