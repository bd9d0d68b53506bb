/// The growth of errors with the steps ahead, over all series.
///
/// There is one factor per step, and it never falls from one step to the next.
struct ErrorGrowth: Sendable {
  /// One per step for which there are errors; at least one.
  private let factors: [Double]
  /// The power of the steps by which errors grow after those, 0 … 0.5.
  private let power: Double

  init(_ forecasts: [RollingForecast]) {
    let tried = forecasts.filter { !$0.trials.isEmpty }
    let shortest = tried.map { $0.trials[0].actual.count }.min() ?? 0
    var sums: [Double] = []
    var counts: [Double] = []
    for forecast in tried {
      let means = ErrorGrowth.meanErrors(forecast)
      let base = means.prefix(shortest).reduce(0, +) / Double(shortest)
      guard base > 0 else { continue }
      for (step, mean) in means.enumerated() {
        if step == sums.count {
          sums.append(0)
          counts.append(0)
        }
        sums[step] += mean / base
        counts[step] += 1
      }
    }
    factors = sums.isEmpty ? [1] : ErrorGrowth.rising(sums, counts)
    let last = factors.count
    let middle = (last + 1) / 2
    let ratio = factors[last - 1] / factors[middle - 1]
    power =
      last > middle
      ? min(0.5, Logarithm.natural(ratio) / Logarithm.natural(Double(last) / Double(middle))) : 0.5
  }

  /// The factor of a step, from 0.
  func factor(_ step: Int) -> Double {
    guard step >= factors.count else { return factors[step] }
    let further = Double(step + 1) / Double(factors.count)
    return factors[factors.count - 1]
      * ExponentialFunction.value(power * Logarithm.natural(further))
  }

  /// The mean of squared errors, each in units of its step's factor.
  func meanSquare(_ residuals: [Double]) -> Double {
    var sum = 0.0
    for step in 0..<residuals.count {
      let unit = residuals[step] / factor(step)
      sum += unit * unit
    }
    return residuals.isEmpty ? 0 : sum / Double(residuals.count)
  }

  /// The mean absolute error per step over the trials of a series.
  private static func meanErrors(_ forecast: RollingForecast) -> [Double] {
    var means = [Double](repeating: 0, count: forecast.trials[0].actual.count)
    for trial in forecast.trials {
      for (step, residual) in trial.residuals.enumerated() { means[step] += residual.magnitude }
    }
    return means.map { $0 / Double(forecast.trials.count) }
  }

  /// The rising sequence nearest to the means: neighbours that fall are pooled.
  private static func rising(_ sums: [Double], _ counts: [Double]) -> [Double] {
    var blocks: [(sum: Double, count: Double, steps: Int)] = []
    for (sum, count) in zip(sums, counts) {
      blocks.append((max(sum, 1e-9), count, 1))
      while blocks.count > 1 {
        let last = blocks[blocks.count - 1]
        let before = blocks[blocks.count - 2]
        if before.sum / before.count <= last.sum / last.count { break }
        blocks.removeLast(2)
        blocks.append((before.sum + last.sum, before.count + last.count, before.steps + last.steps))
      }
    }
    return blocks.flatMap { [Double](repeating: $0.sum / $0.count, count: $0.steps) }
  }
}
