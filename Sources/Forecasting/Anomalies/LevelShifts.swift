/// Steps from which on a series keeps a new level.
///
/// Binary segmentation: the step where the means of up to 14 values on both sides differ most, or the next where that
/// is none, then the same on each side of it. Growth is no step: a step counts where it explains more than a straight
/// line through the same values, or much that a line leaves; nor is growth by so much a step, which is bent on the scale
/// where it began small.
enum LevelShifts {
  struct Shift: Hashable {
    /// The first step of the new level.
    let step: Int
    /// New level less old level, in typical changes from step to step; these are no less than the least deviation.
    let score: Double
  }

  static func found(in shape: RobustSeasonality, period: Int) -> [Shift] {
    let plain = shape.plain
    guard plain.count >= 2 * shortest else { return [] }
    let level = Median.running(plain, half: max(period, 3))
    let rest = zip(plain, level).map { $0 - $1 }
    let spread = Median.deviation(rest)
    let room = 2.5 * spread
    let calm = zip(plain, level).map { min(max($0, $1 - room), $1 + room) }
    let changes = zip(calm.dropFirst(), calm).map { $0 - $1 }
    let noise = max(Median.deviation(changes) / 2.0.squareRoot(), 0.8 * spread, 1e-9)
    var search = Search(values: calm, shape: shape, noise: noise)
    search.look(from: 0, to: plain.count)
    return search.shifts.sorted { $0.step < $1.step }
  }

  /// A step of fewer typical changes is none.
  static let leastScore = 1.5

  /// No level has fewer values.
  static let shortest = 7

  private struct Search {
    let values: [Double]
    let shape: RobustSeasonality
    let noise: Double
    private(set) var shifts: [Shift] = []
    /// From this evidence on, a step is not one of the many that chance makes among that number.
    private let enough: Double
    private static let window = 14
    /// The number of variances that a step has to explain more than a line.
    private static let margin = 4.0

    private struct Candidate {
      let step: Int
      let evidence: Double
      let change: Double
      /// The evidence with that of the seven values on both sides: of a short level only these tell the step from those
      /// beside it.
      let sharpness: Double
    }

    init(values: [Double], shape: RobustSeasonality, noise: Double) {
      self.values = values
      self.shape = shape
      self.noise = noise
      enough = 6 * Logarithm.natural(Double(values.count))
    }

    mutating func look(from start: Int, to end: Int) {
      guard end - start >= 2 * shortest else { return }
      var candidates = ((start + shortest)...(end - shortest)).map {
        candidate(at: $0, from: start, to: end)
      }.filter { $0.evidence > enough }
      while let clearest = candidates.max(by: { $0.evidence < $1.evidence }) {
        let near = candidates.filter { ($0.step - clearest.step).magnitude <= shortest }
        guard let best = near.max(by: { $0.sharpness < $1.sharpness }) else { return }
        if isShift(best, from: start, to: end) {
          shifts.append(
            Shift(step: best.step, score: best.change / max(noise, shape.leastDeviation)))
          look(from: start, to: best.step)
          look(from: best.step, to: end)
          return
        }
        candidates.removeAll { ($0.step - clearest.step).magnitude <= shortest }
      }
    }

    /// Returns true if a candidate is large enough, lasts, and is not part of straight growth.
    private func isShift(_ candidate: Candidate, from start: Int, to end: Int) -> Bool {
      let step = candidate.step
      return candidate.change.magnitude > leastScore * noise && isLasting(at: step)
        && !LevelEndGrowth.isStraight(
          shape, in: max(start, step - Search.window)..<min(end, step + Search.window),
          ratherThanStepAt: step)
    }

    /// A step to another level; on a line, where only that tells it from one; no evidence where it is the line's.
    private func candidate(at step: Int, from start: Int, to end: Int) -> Candidate {
      func fit(_ window: Int) -> StepVersusTrend {
        StepVersusTrend(values, at: step, in: max(start, step - window)..<min(end, step + window))
      }
      func isStep(_ fit: StepVersusTrend) -> Bool { fit.gain > Search.margin * variance(fit) }
      let near = fit(Search.window)
      let nearest = fit(shortest)
      if isStep(near), isStep(fit(2 * Search.window)) {
        return Candidate(
          step: step, evidence: near.explained / (noise * noise), change: near.height,
          sharpness: (near.explained + nearest.explained) / (noise * noise))
      }
      let evidence = near.beside / variance(near)
      return Candidate(
        step: step, evidence: evidence > enough ? evidence : 0, change: near.heightOnLine,
        sharpness: evidence + nearest.beside / variance(near))
    }

    /// That of the noise, or of what a step and a line leave where that is more: noise differs along a history.
    private func variance(_ fit: StepVersusTrend) -> Double { max(noise * noise, fit.rest) }

    /// The medians of the seven values on both sides differ as well.
    private func isLasting(at step: Int) -> Bool {
      let before = Median.of(Array(values[(step - shortest)..<step]))
      let after = Median.of(Array(values[step..<(step + shortest)]))
      return (after - before).magnitude > leastScore * noise
    }
  }
}
