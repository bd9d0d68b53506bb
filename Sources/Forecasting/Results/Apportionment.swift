/// Whole units shared out so that the parts add up to the whole.
package enum Apportionment {
  /// Returns a part of `whole` for each weight, in proportion, by the method of largest remainders: each gets the
  /// whole units of its share, and those left over go to the largest fractions, the first of equal ones first.
  ///
  /// - Parameters:
  ///   - whole: 0 or more.
  ///   - weights: 0 or more each; all 0 give nothing to anybody, and the whole is lost.
  package static func parts(of whole: Int64, weights: [Int128]) -> [Int64] {
    let sum = weights.reduce(0, +)
    guard sum > 0, whole > 0 else { return [Int64](repeating: 0, count: weights.count) }
    // Below 2⁶³ each, units and weights have products that fit: larger weights lose their last bits alike.
    let shift = max(0, 65 - sum.leadingZeroBitCount)
    let scaled = shift == 0 ? weights : weights.map { $0 >> Int128(shift) }
    let total = scaled.reduce(0, +)
    guard total > 0 else { return [Int64](repeating: 0, count: weights.count) }
    var parts: [Int64] = []
    var rests: [(rest: Int128, place: Int)] = []
    for (place, weight) in scaled.enumerated() {
      let (units, rest) = (Int128(whole) * weight).quotientAndRemainder(dividingBy: total)
      parts.append(Int64(units))
      if rest > 0 { rests.append((rest, place)) }
    }
    let left = Int(whole - parts.reduce(0, +))
    rests.sort { $0.rest == $1.rest ? $0.place < $1.place : $0.rest > $1.rest }
    for (_, place) in rests.prefix(left) { parts[place] += 1 }
    return parts
  }
}
