import Ledger

/// The group of a user, by the first rule that applies.
package enum Segment: String, CaseIterable, Sendable {
  /// Without a request in the period.
  case dormant
  /// Of a paid tier, and with a margin below 0.
  case lossMaking = "loss_making"
  /// First seen in the period, of which the ledger covers the one before.
  case new
  case growing
  case shrinking
  case steady

  /// Returns the first that applies; nil without a change to judge by.
  static func first(
    isActive: Bool, isLosing: Bool, isNew: Bool, change: CostChange?,
    _ thresholds: SegmentThresholds
  ) -> Segment? {
    if !isActive { return .dormant }
    if isLosing { return .lossMaking }
    return isNew ? .new : change?.segment(thresholds)
  }
}

/// The costs of a user in the period and in the one before, in attodollars, with the days that the ledger covers.
struct CostChange {
  let cost: Int128
  let days: Int
  let earlierCost: Int128
  let earlierDays: Int

  /// The change of the cost per day in 10⁻⁴ percent, half-even; nil where it was 0.
  var percent: Int128? {
    let before = earlierCost * Int128(days)
    return Quotient.halfEven(
      cost * Int128(earlierDays) - before, times: 1_000_000, over: before)
  }

  /// Growing from one factor on, shrinking up to the other; a user who cost nothing in both is steady.
  func segment(_ thresholds: SegmentThresholds) -> Segment {
    if cost == 0 && earlierCost == 0 { return .steady }
    // Products of 256 bits: cost per day against factor × cost per day before.
    let now = (cost * Int128(earlierDays)).multipliedFullWidth(by: 1_000_000)
    func before(_ factor: Multiplier) -> (high: Int128, low: UInt128) {
      (earlierCost * Int128(days)).multipliedFullWidth(by: Int128(factor.millionths))
    }
    let (growing, shrinking) = (before(thresholds.growing), before(thresholds.shrinking))
    if (now.high, now.low) >= (growing.high, growing.low) { return .growing }
    return (now.high, now.low) <= (shrinking.high, shrinking.low) ? .shrinking : .steady
  }
}
