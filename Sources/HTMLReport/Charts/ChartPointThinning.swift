/// Leaves out points that a drawing could not show.
enum ChartPointThinning {
  /// The most points of one line.
  static let limit = 400

  /// Returns the places of at most `limit` values, in order: all of them, or the least and the greatest of
  /// each of a number of equal stretches, so that no peak is lost.
  static func places(_ values: [Int128], limit: Int = limit) -> [Int] {
    guard values.count > limit else { return Array(values.indices) }
    let stretches = limit / 2
    return (0..<stretches).flatMap { stretch -> [Int] in
      let range = values.count * stretch / stretches..<values.count * (stretch + 1) / stretches
      let least = range.reduce(range.lowerBound) { values[$1] < values[$0] ? $1 : $0 }
      let most = range.reduce(range.lowerBound) { values[$1] > values[$0] ? $1 : $0 }
      return least == most ? [least] : [min(least, most), max(least, most)]
    }
  }
}
