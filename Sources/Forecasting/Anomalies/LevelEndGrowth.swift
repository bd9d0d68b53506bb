/// Growth near the ends of a level, where a running median is of values to one side and behind it.
///
/// By a factor it is straight on the scale; by so much a step it is straight on that of the history, and bent on the
/// other where it began small.
enum LevelEndGrowth {
  /// Changes the level near the ends of a stretch to what growth makes of it where that is nearer to the value: what fits
  /// either is not odd.
  static func follow(
    _ shape: RobustSeasonality, in stretch: Range<Int>, half: Int, _ level: inout [Double]
  ) {
    let (start, end, count) = (stretch.lowerBound, stretch.upperBound, 2 * half + 1)
    guard stretch.count > half else { return }
    let (first, last) = (start + half, end - half)
    let ends = [
      (
        steps: start..<first, all: start..<min(start + count, end),
        beside: first..<min(first + count, end)
      ),
      (
        steps: last..<end, all: max(end - count, start)..<end,
        beside: max(last - count, start)..<last
      ),
    ]
    for (steps, all, beside) in ends {
      if stretch.count >= count {
        level.approach(shape.plain, at: steps, byFactor(shape.plain, at: steps, from: beside))
      }
      let grown = byStep(shape.plain, of: shape, in: all, at: steps)
      // Of noise alone a line would fit most, too.
      if miss(shape.plain, steps, grown) < 0.8 * miss(shape.plain, steps, level[steps]) {
        level.approach(shape.plain, at: steps, grown)
      }
    }
  }

  /// Returns true if a straight line fits the values much better than a step does.
  ///
  /// The line is straight on the scale of the history. Its median distance from the values has to
  /// be less than 60 % of that of two levels with one common slope. From flat levels, any slope
  /// would be far.
  static func isStraight(
    _ shape: RobustSeasonality, in stretch: Range<Int>, ratherThanStepAt step: Int
  ) -> Bool {
    let values = shape.plain
    let sides = [stretch.lowerBound..<step, step..<stretch.upperBound]
    let slopes = sides.flatMap { side in
      side.flatMap { one in
        (one + 1..<side.upperBound).map { (values[$0] - values[one]) / Double($0 - one) }
      }
    }
    let slope = Median.of(slopes)
    let stepped = sides.flatMap { side in
      let level = Median.of(side.map { values[$0] - slope * Double($0) })
      return side.map { level + slope * Double($0) }
    }
    let straight = byStep(values, of: shape, in: stretch, at: stretch)
    return miss(values, stretch, straight) < 0.6 * miss(values, stretch, stepped)
  }

  /// The line of the values beside, so that a few odd ones at an end make no line of themselves.
  private static func byFactor(
    _ values: [Double], at steps: Range<Int>, from beside: Range<Int>
  ) -> [Double] {
    let middle = beside.lowerBound + beside.count / 2
    let rise =
      Median.of(Array(values[middle..<beside.upperBound]))
      - Median.of(Array(values[beside.lowerBound..<middle]))
    let usual = Median.of(Array(values[beside]))
    return steps.map { step in
      let offset = Double(2 * step - beside.lowerBound - beside.upperBound + 1) / 2
      return usual + rise * 2 / Double(beside.count) * offset
    }
  }

  /// The line of a stretch with its end: on this scale, of which a small start has little, none could be drawn on from beside.
  private static func byStep(
    _ values: [Double], of shape: RobustSeasonality, in stretch: Range<Int>, at steps: Range<Int>
  ) -> [Double] {
    let line = RepeatedMedianLine(values[stretch].map(shape.unscaled))
    return steps.map { shape.scaled(max(0, line.value(at: $0 - stretch.lowerBound))) }
  }

  /// Returns the median distance of the values from their expected values.
  private static func miss(
    _ values: [Double], _ steps: Range<Int>, _ expected: some Sequence<Double>
  ) -> Double {
    Median.of(zip(values[steps], expected).map { ($0 - $1).magnitude })
  }
}

extension [Double] {
  /// Takes over what is nearer to the values than it is itself.
  fileprivate mutating func approach(_ values: [Double], at steps: Range<Int>, _ grown: [Double]) {
    for (step, grown) in zip(steps, grown)
    where (values[step] - grown).magnitude < (values[step] - self[step]).magnitude {
      self[step] = grown
    }
  }
}
