/// Steps from which on a series keeps a new level.
///
/// Binary segmentation: the step where the means of up to 14 values on both sides differ most, then the same
/// on each side of it.
enum LevelShifts {
  struct Shift: Hashable {
    /// The first step of the new level.
    let step: Int
    /// New level less old level, in typical changes from step to step.
    let score: Double
  }

  /// - Parameter plain: a history without season, on a scale where changes look alike.
  static func found(in plain: [Double], period: Int) -> [Shift] {
    guard plain.count >= 2 * shortest else { return [] }
    let level = Median.running(plain, half: max(period, 3))
    let rest = zip(plain, level).map { $0 - $1 }
    let spread = Median.deviation(rest)
    let room = 2.5 * spread
    let calm = zip(plain, level).map { min(max($0, $1 - room), $1 + room) }
    let changes = zip(calm.dropFirst(), calm).map { $0 - $1 }
    let noise = max(Median.deviation(changes) / 2.0.squareRoot(), 0.8 * spread, 1e-9)
    var search = Search(values: calm, noise: noise)
    search.look(from: 0, to: plain.count)
    return search.shifts.sorted { $0.step < $1.step }
  }

  private static let shortest = 7

  private struct Search {
    let values: [Double]
    let noise: Double
    private let sums: [Double]
    private(set) var shifts: [Shift] = []
    private static let window = 14

    init(values: [Double], noise: Double) {
      self.values = values
      self.noise = noise
      var sums = [0.0]
      for value in values { sums.append((sums.last ?? 0) + value) }
      self.sums = sums
    }

    mutating func look(from start: Int, to end: Int) {
      guard end - start >= 2 * shortest else { return }
      var best: (step: Int, evidence: Double, change: Double) = (0, 0, 0)
      for step in (start + shortest)...(end - shortest) {
        let before = min(Search.window, step - start)
        let after = min(Search.window, end - step)
        let change =
          (sums[step + after] - sums[step]) / Double(after)
          - (sums[step] - sums[step - before]) / Double(before)
        let evidence =
          Double(before * after) / Double(before + after) * change * change / (noise * noise)
        if evidence > best.evidence { best = (step, evidence, change) }
      }
      guard best.evidence > 6 * Logarithm.natural(Double(values.count)),
        best.change.magnitude > 1.5 * noise, isLasting(at: best.step)
      else { return }
      shifts.append(Shift(step: best.step, score: best.change / noise))
      look(from: start, to: best.step)
      look(from: best.step, to: end)
    }

    /// The medians of the seven values on both sides differ as well.
    private func isLasting(at step: Int) -> Bool {
      let before = Median.of(Array(values[(step - shortest)..<step]))
      let after = Median.of(Array(values[step..<(step + shortest)]))
      return (after - before).magnitude > 1.5 * noise
    }
  }
}
