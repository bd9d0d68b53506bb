/// The median of weighted values: where the weights on both sides are equal, between two values in
/// proportion.
enum WeightedMedian {
  /// One value per step from the values at that step of all members with a weight.
  static func combined(_ members: [[Double]], weights: [Double]) -> [Double] {
    guard let first = members.first else { return [] }
    var order = members.indices.filter { weights[$0] > 0 }
    return first.indices.map { step in
      for index in 1..<max(1, order.count) {
        var place = index
        while place > 0 && members[order[place]][step] < members[order[place - 1]][step] {
          order.swapAt(place, place - 1)
          place -= 1
        }
      }
      return median(order, weights) { members[$0][step] }
    }
  }

  private static func median(
    _ order: [Int], _ weights: [Double], _ value: (Int) -> Double
  ) -> Double {
    var sum = 0.0
    var previous: (middle: Double, value: Double)?
    for member in order {
      let middle = sum + 0.5 * weights[member]
      let here = value(member)
      if middle >= 0.5 {
        guard let previous else { return here }
        return previous.value
          + (here - previous.value) * (0.5 - previous.middle) / (middle - previous.middle)
      }
      previous = (middle, here)
      sum += weights[member]
    }
    return previous?.value ?? 0
  }
}
