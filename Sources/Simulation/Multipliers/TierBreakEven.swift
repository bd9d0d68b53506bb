import Cube
import Ledger
import Rating

/// The one multiplier that a tier needs for all its models: for no loss, and for the target.
package struct TierBreakEven: Sendable {
  package let tier: Name
  /// By the books as they are.
  package let totals: MoneyTotals
  /// The least and the largest multiplier by which its requests were charged in the period.
  package let least: Multiplier
  package let most: Multiplier
  package let zero: BreakEven.Answer
  package let targetMargin: Percent?
  package let target: BreakEven.Answer?
  /// The revenue that is missing for the target; nil where the revenue is not known, or the plan states no target.
  package let short: Money?

  /// Finds the multipliers of every tier of `facts` in which a multiplier decides; the largest missing revenue first.
  ///
  /// - Parameters:
  ///   - models: what each model of a tier needs.
  ///   - costs: of every request that a multiplier decides about.
  ///   - target: instead of the plans' own targets.
  ///   - end: the end of the period, at which the plans are asked.
  package static func all(
    _ facts: Facts, models: [BreakEven], costs: [CostGroup], target: Percent?, books: Books,
    end: Instant
  ) -> [TierBreakEven] {
    let fees = Dictionary(
      uniqueKeysWithValues: facts.totals(byDimensions: \.tier, where: \.isBYOK)
        .map { ($0.key, $0.totals.revenue) })
    let groups = Dictionary(grouping: costs, by: \.key.tier)
    let multipliers = Dictionary(grouping: models.filter { $0.zero != nil }, by: \.key.tier)
      .mapValues { $0.flatMap { [$0.least, $0.most] }.sorted { $0.millionths < $1.millionths } }
    let needs = facts.totals(byDimensions: \.tier).compactMap { tier, totals -> TierBreakEven? in
      let curve = RevenueCurve(
        groups: groups[tier] ?? [], otherRevenue: fees[tier] ?? .zero, cost: totals.vendorCost)
      let target = target ?? books.plans.plan(tier: tier, at: end.justBefore)?.targetMargin
      guard let all = multipliers[tier], let least = all.first, let most = all.last,
        let zero = curve.answer(target: Percent(millionths: 0))
      else { return nil }
      return TierBreakEven(
        tier: tier, totals: totals, least: least, most: most, zero: zero, targetMargin: target,
        target: target.flatMap(curve.answer), short: target.flatMap { curve.short(of: $0, totals) }
      )
    }
    return needs.sorted {
      let (one, other) = ($0.short ?? .zero, $1.short ?? .zero)
      return one == other ? $0.totals.revenue > $1.totals.revenue : one > other
    }
  }
}
