/// The dynamic optimised theta model: Fiorucci and others, Models for optimising the theta method and their
/// relationship to state space models, International Journal of Forecasting 32 (2016).
package struct DynamicTheta: Hashable, Sendable {
  /// The speed at which the level follows, 0.01 … 0.99.
  package let alpha: Double
  /// The weight of the long-run line, 1 (nothing) … 50.
  package let theta: Double
  /// The level before the first value.
  package let level: Double

  package init(alpha: Double, theta: Double, level: Double) {
    self.alpha = alpha
    self.theta = theta
    self.level = level
  }

  /// The model whose errors one step ahead are least, for a history without season.
  init(fitting history: HistoryValues) {
    let scale = history.deviation + 1e-12
    let lines = Lines(history)
    var best: (point: SimplexSearch.Point, value: Double) = (
      DynamicTheta.start(alpha: 0.1), .infinity
    )
    for alpha in [0.1, 0.5] {
      var search = SimplexSearch(
        from: DynamicTheta.start(alpha: alpha), steps: [0.2, 1, 0.3], iterations: 80)
      while !search.isDone {
        let point = search.trial
        guard point[0] >= 0.01, point[0] <= 0.99, point[1] >= 1, point[1] <= 50 else {
          search.take(SimplexSearch.forbidden)
          continue
        }
        let model = DynamicTheta(
          alpha: point[0], theta: point[1], level: point[2] * scale + history[0])
        search.take(model.squaredErrors(history, lines, limit: search.limit))
      }
      if search.best.value < best.value { best = search.best }
    }
    self.init(
      alpha: best.point[0], theta: best.point[1], level: best.point[2] * scale + history[0])
  }

  /// Returns the starting point of a search: theta 2, from the first value.
  private static func start(alpha: Double) -> SimplexSearch.Point {
    var point = SimplexSearch.Point.zero
    (point[0], point[1]) = (alpha, 2)
    return point
  }

  /// The values that do not depend on the parameters.
  ///
  /// After each step they are the running mean and the running regression line, as the intercept
  /// and slope that Fiorucci and others call A and B.
  private struct Lines {
    var intercepts: [Double] = []
    var slopes: [Double] = []
    var mean = 0.0
    var slope = 0.0

    init(_ history: HistoryValues) {
      intercepts.reserveCapacity(history.count)
      slopes.reserveCapacity(history.count)
      for (index, value) in history.enumerated() {
        add(value, step: index + 1)
        intercepts.append(intercept(step: index + 1))
        slopes.append(slope)
      }
    }

    mutating func add(_ value: Double, step: Int) {
      let count = Double(step)
      slope = step == 1 ? 0 : ((count - 2) * slope + 6 / count * (value - mean)) / (count + 1)
      mean = ((count - 1) * mean + value) / count
    }

    func intercept(step: Int) -> Double { mean - Double(step + 1) / 2 * slope }
  }

  /// The sum of squared errors from the third value on; not below `limit`, some sum not below it.
  private func squaredErrors(_ history: HistoryValues, _ lines: Lines, limit: Double) -> Double {
    lines.intercepts.withUnsafeBufferPointer { intercepts in
      lines.slopes.withUnsafeBufferPointer { slopes in
        let weight = 1 - 1 / theta
        let rest = 1 - alpha
        let inverse = 1 / alpha
        var level = alpha * history[0] + rest * self.level
        var power = rest
        var sum = 0.0
        for step in 1..<max(1, history.count) {
          let next = power * rest
          let mean =
            level + weight
            * (power * intercepts[step - 1] + (1 - next) * inverse * slopes[step - 1])
          let value = history[step]
          if step >= 2 {
            sum += (value - mean) * (value - mean)
            if step & 15 == 0 && sum >= limit { return sum }
          }
          level = alpha * value + rest * level
          power = next
        }
        return sum
      }
    }
  }

  /// The sum of squared errors one step ahead, from the third value on.
  package func squaredErrors(_ history: [Double]) -> Double {
    history.withUnsafeBufferPointer { squaredErrors($0, Lines($0), limit: .infinity) }
  }

  /// The values expected after a history without season; each feeds the next.
  func forecast(_ history: HistoryValues, horizon: Int) -> [Double] {
    var lines = Lines(history)
    let weight = 1 - 1 / theta
    var level = self.level
    var power = 1.0
    for value in history {
      level = alpha * value + (1 - alpha) * level
      power *= 1 - alpha
    }
    return (1...max(1, horizon)).prefix(horizon).map { ahead in
      let step = history.count + ahead - 1
      let next = power * (1 - alpha)
      let mean =
        level + weight * (power * lines.intercept(step: step) + (1 - next) / alpha * lines.slope)
      lines.add(mean, step: step + 1)
      level = alpha * mean + (1 - alpha) * level
      power = next
      return mean
    }
  }
}
