import Cube
import Ledger
import Rating

/// The multipliers that a model needs in one tier: for no loss, and for the target.
package struct BreakEven: Sendable {
  package let key: MarginKey
  /// By the books as they are.
  package let totals: MoneyTotals
  /// As the period ends.
  package let multiplier: Multiplier
  /// The revenue from rounding up to the step, in attodollars.
  let stepRevenue: Int128
  /// Nil where no multiplier decides about any request, as in a free tier.
  package let zero: Answer?
  package let targetMargin: Percent?
  package let target: Answer?

  /// The least multiplier that reaches a margin.
  package struct Answer: Hashable, Sendable {
    /// Request by request, each rounded up to its step; nil above the limit of a book.
    package let multiplier: Multiplier?
    /// The margin that it gives.
    package let margin: Money
    /// In 10⁻⁴ percent; nil without revenue.
    package let marginPercent: Int128?
    /// The required multiplier if nothing were rounded.
    package let withoutStep: Multiplier?
  }

  /// Finds the multipliers of every tier and model of `facts`; sorted by key.
  ///
  /// - Parameters:
  ///   - costs: of every request that a multiplier decides about.
  ///   - target: instead of the plans' own targets.
  ///   - end: the end of the period, at which the plans are asked.
  package static func all(
    _ facts: Facts, costs: [CostGroup], target: Percent?, books: Books, end: Instant
  ) -> [BreakEven] {
    let totals = facts.totals(byDimensions: MarginKey.init)
    let fees = Dictionary(
      uniqueKeysWithValues: facts.totals(byDimensions: MarginKey.init, where: \.isBYOK)
        .map { ($0.key, $0.totals.revenue) })
    let groups = Dictionary(grouping: costs, by: \.key)
    let last = end.justBefore
    return totals.map { key, totals in
      let target = target ?? books.plans.plan(tier: key.tier, at: last)?.targetMargin
      let multiplier = books.multipliers.decision(
        tier: key.tier, provider: key.provider, model: key.model, at: last
      ).multiplier
      let curve = RevenueCurve(
        groups: groups[key] ?? [], otherRevenue: fees[key] ?? .zero, cost: totals.vendorCost)
      return BreakEven(
        key: key, totals: totals, multiplier: multiplier, stepRevenue: curve.stepRevenue,
        zero: curve.answer(target: Percent(millionths: 0)), targetMargin: target,
        target: target.flatMap(curve.answer))
    }
  }
}

/// The revenue of a model in one tier at any multiplier.
private struct RevenueCurve {
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
    let whole = 100 * powerOfTen(Percent.decimals)
    let share = whole - Int128(target.millionths)
    // The revenue that is needed, rounded up to an attodollar.
    guard share > 0, let needed = Quotient.ceiling(cost.attodollars, times: whole, over: share)
    else { return nil }
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
