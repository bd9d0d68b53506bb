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
  /// The least and the largest by which its requests were charged; the same as `multiplier` where it decides about none.
  package let least: Multiplier
  package let most: Multiplier
  /// The revenue from rounding up to the step, in attodollars.
  let stepRevenue: Int128
  /// Nil where no multiplier decides about any request, as in a free tier.
  package let zero: Answer?
  package let targetMargin: Percent?
  package let target: Answer?
  /// The revenue that is missing for the target; nil where the revenue is not known, or no plan states a target.
  package let short: Money?

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
      let charged = (groups[key] ?? []).map(\.multiplier).sorted { $0.millionths < $1.millionths }
      let curve = RevenueCurve(
        groups: groups[key] ?? [], otherRevenue: fees[key] ?? .zero, cost: totals.vendorCost)
      return BreakEven(
        key: key, totals: totals, multiplier: multiplier, least: charged.first ?? multiplier,
        most: charged.last ?? multiplier, stepRevenue: curve.stepRevenue,
        zero: curve.answer(target: Percent(millionths: 0)), targetMargin: target,
        target: target.flatMap(curve.answer),
        short: target.flatMap { curve.short(of: $0, totals) })
    }
  }
}
