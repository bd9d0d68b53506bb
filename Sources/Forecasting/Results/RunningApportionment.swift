/// Shares out whole units again and again, so that the parts of each time add up to its whole, and those of all
/// times come as near to what is due as whole units can.
package struct RunningApportionment: Sendable {
  /// The amount still due to each place, in billionths of a unit; negative if it got more.
  private var due: [Int128]
  private static let billion: Int128 = 1_000_000_000

  /// Nobody is due anything.
  package init(places: Int) {
    due = [Int128](repeating: 0, count: places)
  }

  /// Returns a part of `whole` for each weight; equal claims go to the first place.
  ///
  /// - Parameters:
  ///   - whole: 0 or more, below 10¹⁸.
  ///   - weights: 0 or more each, below 10¹⁸ in all; all 0 give nothing to anybody, and the whole is lost.
  package mutating func parts(of whole: Int64, weights: [Int128]) -> [Int64] {
    let sum = weights.reduce(0, +)
    guard sum > 0, whole > 0 else { return [Int64](repeating: 0, count: weights.count) }
    var parts = [Int64](repeating: 0, count: weights.count)
    for (place, weight) in weights.enumerated() where weight > 0 {
      // A weight's share of the whole comes first, so that the product stays within 128 bits.
      let (units, rest) = (Int128(whole) * weight).quotientAndRemainder(dividingBy: sum)
      due[place] += units * RunningApportionment.billion
      due[place] += (rest * RunningApportionment.billion) / sum
      parts[place] = max(0, Int64(due[place] / RunningApportionment.billion))
    }
    var left = whole - parts.reduce(0, +)
    let order = weights.indices.filter { weights[$0] > 0 }.sorted {
      let (a, b) = (rest($0, parts), rest($1, parts))
      return a == b ? $0 < $1 : a > b
    }
    for place in order where left > 0 {
      parts[place] += 1
      left -= 1
    }
    // What was due from before may ask for more than there is: the smallest claims give way.
    for place in order.reversed() {
      let back = min(parts[place], max(0, -left))
      parts[place] -= back
      left += back
    }
    // Rounding down may leave more units than there are places.
    if let first = order.first { parts[first] += max(0, left) }
    for place in parts.indices { due[place] -= Int128(parts[place]) * RunningApportionment.billion }
    return parts
  }

  private func rest(_ place: Int, _ parts: [Int64]) -> Int128 {
    due[place] - Int128(parts[place]) * RunningApportionment.billion
  }
}
