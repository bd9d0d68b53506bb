/// The repeating shape of a series, if it has one.
///
/// The test and the classical decomposition are those of the Theta method's reference implementations:
/// Assimakopoulos & Nikolopoulos, The theta model, International Journal of Forecasting 16 (2000).
struct Seasonality {
  enum Kind: Hashable {
    case none, additive, multiplicative
  }

  let kind: Kind
  /// One per phase; step t (from 0) has phase t mod the season.
  let indices: [Double]

  /// Looks for a season of a number of steps; multiplicative where all values are above 0.
  init(_ history: HistoryValues, season: Int) {
    guard Seasonality.isSeasonal(history, season: season) else {
      kind = .none
      indices = [1]
      return
    }
    let isPositive = (history.min() ?? 0) > 0
    kind = isPositive ? .multiplicative : .additive
    indices = Seasonality.indices(history, season: season, isMultiplicative: isPositive)
  }

  /// The history without its season.
  func removed(from history: HistoryValues) -> [Double] {
    var result = [Double](history)
    var phase = 0
    for step in result.indices {
      switch kind {
      case .none: break
      case .additive: result[step] -= indices[phase]
      case .multiplicative: result[step] /= indices[phase]
      }
      phase = phase + 1 == indices.count ? 0 : phase + 1
    }
    return result
  }

  /// Gives values their season back.
  ///
  /// - Parameter start: the step of the first value, from 0 at the beginning of the history.
  func restore(_ values: inout [Double], from start: Int) {
    guard kind != .none else { return }
    for place in values.indices {
      let index = indices[(start + place) % indices.count]
      values[place] = kind == .multiplicative ? values[place] * index : values[place] + index
    }
  }

  /// The autocorrelation at the season is above what chance gives in 90 of 100 cases.
  private static func isSeasonal(_ history: HistoryValues, season: Int) -> Bool {
    let count = history.count
    guard season >= 2, count >= 3 * season else { return false }
    let mean = history.reduce(0, +) / Double(count)
    var variance = 0.0
    for value in history { variance += (value - mean) * (value - mean) }
    guard variance > 1e-12 else { return false }
    var sum = 1.0
    var correlation = 0.0
    for lag in 1...season {
      var product = 0.0
      for step in lag..<count { product += (history[step] - mean) * (history[step - lag] - mean) }
      correlation = product / variance
      if lag < season { sum += 2 * correlation * correlation }
    }
    return correlation.magnitude > 1.645 * (sum / Double(count)).squareRoot()
  }

  /// Indices by classical decomposition: the mean over cycles of what is left of a centred moving
  /// average, normalised to a mean of 1 (or 0).
  static func indices(_ history: HistoryValues, season: Int, isMultiplicative: Bool) -> [Double] {
    let half = season / 2
    var sums = [Double](repeating: 0, count: season)
    var counts = [Int](repeating: 0, count: season)
    for step in half..<max(half, history.count - half) {
      var trend = 0.0
      if season % 2 == 1 {
        for near in (step - half)...(step + half) { trend += history[near] }
        trend /= Double(season)
      } else {
        for near in (step - half)..<(step + half) { trend += history[near] + history[near + 1] }
        trend /= Double(2 * season)
      }
      sums[step % season] += isMultiplicative ? history[step] / trend : history[step] - trend
      counts[step % season] += 1
    }
    let neutral = isMultiplicative ? 1.0 : 0
    let raw = zip(sums, counts).map { $1 == 0 ? neutral : $0 / Double($1) }
    let mean = raw.reduce(0, +) / Double(season)
    return isMultiplicative ? raw.map { max($0 / mean, 0.05) } : raw.map { $0 - mean }
  }
}
