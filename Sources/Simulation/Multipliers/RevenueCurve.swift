import Cube
import Ledger
import Rating

/// The revenue of requests at any one multiplier, as of a model in one tier.
struct RevenueCurve {
  private let groups: [CostGroup]
  /// The revenue that the multiplier does not decide: the fees for customers' own keys.
  private let otherRevenue: Money
  private let cost: Money
  private let charged: Int128
  /// The most that rounding up may add.
  private let roundingLimit: Int128

  init(groups: [CostGroup], otherRevenue: Money, cost: Money) {
    self.groups = groups
    self.otherRevenue = otherRevenue
    self.cost = cost
    charged = groups.reduce(0) { $0 + $1.cost }
    roundingLimit = groups.reduce(0) { $0 + max(0, $1.requests) * $1.step.worth.attodollars }
  }

  /// The charge by the books less the charge without rounding up, in attodollars.
  var stepRevenue: Int128 {
    groups.reduce(0) { sum, group in
      let exact = Quotient.halfEven(
        group.cost * Int128(group.multiplier.millionths), 1_000_000)
      return sum + group.revenue(at: group.multiplier) - (exact ?? 0)
    }
  }

  private func revenue(at multiplier: Multiplier) -> Int128 {
    groups.reduce(otherRevenue.attodollars) { $0 + $1.revenue(at: multiplier) }
  }

  /// The least multiplier with which the margin is `target` of the revenue or more.
  func answer(target: Percent) -> BreakEven.Answer? {
    guard charged > 0 else { return nil }
    guard let needed = needed(for: target) else { return nil }
    let own = needed - otherRevenue.attodollars
    // Above every multiplier where it does not fit.
    let exact = own > 0 ? Quotient.ceiling(own, times: 1_000_000, over: charged) ?? .max : 0
    let found = least(needed: needed, exact: exact)
    let earned = Money(attodollars: revenue(at: found))
    let isAllowed = found.millionths <= Multiplier.limit.millionths
    return BreakEven.Answer(
      multiplier: isAllowed ? found : nil, margin: earned - cost,
      marginPercent: Quotient.halfEven(
        (earned - cost).attodollars, times: 1_000_000, over: earned.attodollars),
      withoutStep: exact <= Int128(Multiplier.limit.millionths)
        ? Multiplier(millionths: Int64(exact)) : nil)
  }

  /// The revenue with which the margin is `target` of it, rounded up to an attodollar; nil where none is large enough.
  private func needed(for target: Percent) -> Int128? {
    let whole = 100 * powerOfTen(Percent.decimals)
    let share = whole - Int128(target.millionths)
    return share > 0 ? Quotient.ceiling(cost.attodollars, times: whole, over: share) : nil
  }

  /// Returns what the revenue of `totals` lacks for the target; nil where no multiplier decides about it.
  func short(of target: Percent, _ totals: MoneyTotals) -> Money? {
    guard charged > 0, let revenue = totals.knownRevenue, totals.knownVendorCost != nil,
      let needed = needed(for: target)
    else { return nil }
    return max(.zero, Money(attodollars: needed) - revenue)
  }

  /// Searches between two multipliers that are known to be too small and large enough: rounding up never
  /// lowers a charge, and adds less than a step to each.
  private func least(needed: Int128, exact: Int128) -> Multiplier {
    if revenue(at: Multiplier(millionths: 0)) >= needed { return Multiplier(millionths: 0) }
    let beyond = Int128(Multiplier.limit.millionths) + 1
    var high = min(max(1, exact), beyond)
    let surely = max(0, needed - otherRevenue.attodollars - roundingLimit)
    let withoutRounding = Quotient.ceiling(surely, times: 1_000_000, over: charged) ?? .max
    // One less than rounded down, which is at most one less than rounded up.
    var low = min(max(0, withoutRounding - 2), high - 1)
    var (lowRevenue, highRevenue) = (value(low), value(high))
    // Between two known points the curve is nearly straight; halving guards against where it is not.
    var halves = false
    while high - low > 1 {
      let span = highRevenue - lowRevenue
      var guess = (low + high) / 2
      if !halves, span > 0 {
        let part = min(max(0, needed - lowRevenue), span)
        // Both fit: a revenue is below 10³², and there are at most 10⁹ multipliers to choose from.
        guess = low + part / max(1, span / (high - low))
      }
      guess = min(max(guess, low + 1), high - 1)
      let found = value(guess)
      if found >= needed {
        (high, highRevenue) = (guess, found)
      } else {
        (low, lowRevenue) = (guess, found)
      }
      halves.toggle()
    }
    return Multiplier(millionths: Int64(high))
  }

  private func value(_ millionths: Int128) -> Int128 {
    revenue(at: Multiplier(millionths: Int64(millionths)))
  }
}
