import Ledger

/// Step 10: one factor applies to everything, such as a contract's discount.
extension DifferenceSplitState {
  /// The factors that explain a group: (B ± tolerance) ÷ C.
  private struct Interval {
    let index: Int
    let low: Ratio
    let high: Ratio
    /// |B − C|.
    let weight: UInt128

    func contains(_ factor: Ratio) -> Bool { !(factor < low) && !(high < factor) }
  }

  /// The most decimals of a factor.
  private static let mostDecimals = 6
  /// The least groups that share a factor.
  private static let leastGroups = 3

  mutating func findFactors() {
    let months = indices { !$0.isSettled && $0.cost > 0 ? $0.month : nil }
    for month in months {
      let set = commonIntervals(month.map(interval))
      guard set.count >= DifferenceSplitState.leastGroups, areSeveral(set.map(\.index)),
        let factor = simplest(in: set)
      else { continue }
      for index in set.map(\.index) {
        let cost = groups[index].cost
        let amount = (Ratio(cost) * factor.ratio).roundedHalfEven - cost
        groups[index].move(
          amount, to: .discountOrUplift, cause: "factor:\(factor.text)", by: .factor(factor.text))
      }
    }
  }

  private func interval(_ index: Int) -> Interval {
    let group = groups[index]
    let cost = Ratio(1, over: group.cost)
    let tolerance = group.tolerance.ratio
    return Interval(
      index: index, low: (Ratio(group.billed) - tolerance) * cost,
      high: (Ratio(group.billed) + tolerance) * cost, weight: group.rest.magnitude)
  }

  /// The groups are of two models or two classes.
  private func areSeveral(_ indices: [Int]) -> Bool {
    Set(indices.map { groups[$0].key.model }).count > 1
      || Set(indices.map { groups[$0].key.unitClass }).count > 1
  }

  /// The intervals that contain the lower end which is in most of them; of equals the one with the largest weight, then
  /// the lowest.
  private func commonIntervals(_ intervals: [Interval]) -> [Interval] {
    let byLow = intervals.sorted { $0.low < $1.low }
    let byHigh = intervals.sorted { $0.high < $1.high }
    var best: (count: Int, weight: UInt128, low: Ratio)?
    var (opened, openedWeight) = (0, UInt128(0))
    var (closed, closedWeight) = (0, UInt128(0))
    for interval in byLow {
      let low = interval.low
      while opened < byLow.count, !(low < byLow[opened].low) {
        openedWeight += byLow[opened].weight
        opened += 1
      }
      while closed < byHigh.count, byHigh[closed].high < low {
        closedWeight += byHigh[closed].weight
        closed += 1
      }
      let (count, weight) = (opened - closed, openedWeight - closedWeight)
      if best.map({ ($0.count, $0.weight) < (count, weight) }) ?? true {
        best = (count, weight, low)
      }
    }
    guard let best else { return [] }
    return intervals.filter { $0.contains(best.low) }
  }

  /// The number with the fewest decimals in all intervals; of several, the nearest to their middle, then the smaller.
  ///
  /// Nil if there is none between 0 and 2 with at most six decimals.
  private func simplest(in set: [Interval]) -> (ratio: Ratio, text: String)? {
    guard let low = set.map(\.low).max(), let high = set.map(\.high).min() else { return nil }
    let middle = (low + high) * Ratio(1, over: 2)
    for decimals in 0...DifferenceSplitState.mostDecimals {
      let scale = powerOfTen(decimals)
      let scaled = Ratio(scale)
      // The two multiples around the middle: if any is within, one of these is.
      let below = (middle * scaled).floor
      let inside = [below, below + 1].map { (units: $0, ratio: Ratio($0, over: scale)) }
        .filter { !($0.ratio < low) && !(high < $0.ratio) }
      guard
        let nearest = inside.min(by: {
          ($0.ratio - middle).magnitude < ($1.ratio - middle).magnitude
        })
      else { continue }
      guard nearest.units > 0, nearest.units < 2 * scale else { return nil }
      return (nearest.ratio, DifferenceSplitState.text(nearest.units, decimals))
    }
    return nil
  }

  private static func text(_ units: Int128, _ decimals: Int) -> String {
    let digits = String(units)
    guard decimals > 0 else { return digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
