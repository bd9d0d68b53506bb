/// A value from values before it: a linear regression on lags, with a penalty on large coefficients (ridge).
///
/// Fitted and used at once: the history that it is fitted to is the one that it goes on from.
struct LagRegression {
  /// The lags in steps; empty if the history is too short for a regression.
  private let lags: [Int]
  /// One per lag, then the constant.
  private let coefficients: [Double]
  private let mean: Double
  private let deviation: Double

  init(_ history: HistoryValues, season: Int) {
    let count = history.count
    mean = history.reduce(0, +) / Double(count)
    deviation = history.deviation + 1e-12
    var lags = [1, 2, 3]
    if season > 1 {
      lags += [season - 1, season, season + 1, 2 * season, 2 * season + 1].filter {
        $0 > 3 && count - $0 > 24
      }
    }
    let longer = LongerSeason.steps(over: season)
    if longer > season && count >= 3 * longer { lags += [longer - 1, longer, longer + 1] }
    let longest = lags.max() ?? 0
    guard count - longest >= lags.count + 5 else {
      self.lags = []
      coefficients = []
      return
    }
    self.lags = lags
    let standard = LagRegression.standardised(history, mean, deviation)
    coefficients = LagRegression.solved(standard, lags: lags, from: longest)
  }

  private static func standardised(
    _ history: HistoryValues, _ mean: Double, _ deviation: Double
  ) -> [Double] {
    history.map { ($0 - mean) / deviation }
  }

  /// The normal equations, with 1 added to the diagonal, solved.
  private static func solved(_ values: [Double], lags: [Int], from start: Int) -> [Double] {
    let size = lags.count + 1
    var matrix = [Double](repeating: 0, count: size * size)
    var right = [Double](repeating: 0, count: size)
    values.withUnsafeBufferPointer { values in
      matrix.withUnsafeMutableBufferPointer { matrix in
        for row in 0..<size {
          for column in row..<size {
            var sum = 0.0
            for step in start..<values.count {
              let left = row == lags.count ? 1 : values[step - lags[row]]
              sum += left * (column == lags.count ? 1 : values[step - lags[column]])
            }
            matrix[row * size + column] = sum
            matrix[column * size + row] = sum
          }
          for step in start..<values.count {
            right[row] += (row == lags.count ? 1 : values[step - lags[row]]) * values[step]
          }
        }
      }
    }
    for place in 0..<size { matrix[place * size + place] += 1 }
    return LinearSystem.solution(&matrix, &right)
  }

  /// Returns the values expected after the history; each feeds the next, and none goes further outside the history than
  /// half its range.
  func forecast(_ history: HistoryValues, season: Int, horizon: Int) -> [Double] {
    guard !lags.isEmpty else {
      let period = min(max(1, season), history.count)
      return (0..<horizon).map { history[history.count - period + $0 % period] }
    }
    var values = LagRegression.standardised(history, mean, deviation)
    let least = values.min() ?? 0
    let most = values.max() ?? 0
    let room = 0.5 * (most - least)
    for _ in 0..<horizon {
      var value = coefficients[lags.count]
      for place in 0..<lags.count {
        value += coefficients[place] * values[values.count - lags[place]]
      }
      values.append(min(max(value, least - room), most + room))
    }
    return values[history.count...].map { $0 * deviation + mean }
  }
}

extension LagRegression {
  /// The values expected after the history when its changes, not its values, follow from those before.
  static func ofChanges(_ history: HistoryValues, season: Int, horizon: Int) -> [Double] {
    guard let last = history.last else { return [] }
    guard history.count > 12 else { return [Double](repeating: last, count: horizon) }
    let changes = (1..<history.count).map { history[$0] - history[$0 - 1] }
    var value = last
    return changes.withUnsafeBufferPointer { changes in
      LagRegression(changes, season: season)
        .forecast(changes, season: season, horizon: horizon)
    }.map { change in
      value += change
      return value
    }
  }
}

/// Linear equations.
enum LinearSystem {
  /// Solves by elimination with the largest pivot; what stood in the matrix is gone.
  ///
  /// - Parameter matrix: square, row after row, not singular.
  static func solution(_ matrix: inout [Double], _ right: inout [Double]) -> [Double] {
    let size = right.count
    for column in 0..<size {
      var pivot = column
      for row in column..<size
      where matrix[row * size + column].magnitude > matrix[pivot * size + column].magnitude {
        pivot = row
      }
      if pivot != column {
        for place in 0..<size { matrix.swapAt(column * size + place, pivot * size + place) }
        right.swapAt(column, pivot)
      }
      for row in (column + 1)..<max(size, column + 1) {
        let factor = matrix[row * size + column] / matrix[column * size + column]
        for place in column..<size {
          matrix[row * size + place] -= factor * matrix[column * size + place]
        }
        right[row] -= factor * right[column]
      }
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      for place in (row + 1)..<max(size, row + 1) {
        right[row] -= matrix[row * size + place] * right[place]
      }
      right[row] /= matrix[row * size + row]
    }
    return right
  }
}
