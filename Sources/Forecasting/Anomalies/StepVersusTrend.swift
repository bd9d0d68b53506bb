/// A step to another level and a straight line, each compared with the same stretch of values by least squares: of a
/// slope a step explains less than a line does, of a step more.
struct StepVersusTrend {
  /// The height of the step alone.
  let height: Double
  /// The sum of squares that the step alone explains.
  let explained: Double
  /// The excess of `explained` over the sum of squares that the line alone explains.
  let gain: Double
  /// The height of a step on a line.
  let heightOnLine: Double
  /// The sum of squares that this step explains in addition to the line.
  let beside: Double
  /// The mean square that both together leave.
  let rest: Double

  /// - Parameters:
  ///   - step: the first value of the new level.
  ///   - stretch: at least two values on both sides of it.
  init(_ values: [Double], at step: Int, in stretch: Range<Int>) {
    let (before, after) = (Double(step - stretch.lowerBound), Double(stretch.upperBound - step))
    let count = before + after
    let middle = Double(stretch.lowerBound + stretch.upperBound - 1) / 2
    let sum = values[stretch].reduce(0, +)
    let mean = sum / count
    var (squares, along, above) = (0.0, 0.0, 0.0)
    for place in stretch {
      let value = values[place] - mean
      squares += value * value
      along += (Double(place) - middle) * value
      if place >= step { above += value }
    }
    // Sums of squares and products of the line and of the step, each less its mean.
    let line = count * (count * count - 1) / 12
    let pair = before * after / count
    let both = before * after / 2
    let left = line * pair - both * both
    height = above / pair
    explained = above * height
    gain = explained - along * along / line
    heightOnLine = (line * above - both * along) / left
    beside = heightOnLine * heightOnLine * left / line
    rest = max(0, squares - along * along / line - beside) / max(1, count - 3)
  }
}
