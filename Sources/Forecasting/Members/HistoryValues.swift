/// Values in memory that other code keeps: a history, or the start of one.
typealias HistoryValues = UnsafeBufferPointer<Double>

extension HistoryValues {
  /// The first `count` values.
  func first(_ count: Int) -> HistoryValues { HistoryValues(rebasing: self[..<count]) }

  /// The standard deviation of all values, that of the values themselves (not of a sample).
  var deviation: Double {
    let mean = reduce(0, +) / Double(count)
    return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
  }
}
