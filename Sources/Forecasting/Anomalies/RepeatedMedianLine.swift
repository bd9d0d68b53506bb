/// A straight line through values, which stays where it is when fewer than half of them are odd: repeated medians (Siegel,
/// Biometrika 69, 1982).
struct RepeatedMedianLine {
  private let slope: Double
  private let start: Double

  /// - Parameter values: at least two, one per step.
  init(_ values: [Double]) {
    let slope = Median.of(
      values.indices.map { one in
        Median.of(
          values.indices.filter { $0 != one }.map {
            (values[$0] - values[one]) / Double($0 - one)
          })
      })
    self.slope = slope
    start = Median.of(values.indices.map { values[$0] - slope * Double($0) })
  }

  /// The value at a step, from 0 at the first value.
  func value(at step: Int) -> Double { start + slope * Double(step) }
}
