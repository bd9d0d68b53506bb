import Cube
import Insight
import Ledger

/// Tiers and models whose margin is below the target of the plan.
enum MarginAdvice {
  private struct Key: Hashable, Comparable {
    let tier: Name
    let provider: Name
    let model: Name

    static func < (left: Key, right: Key) -> Bool {
      if left.tier != right.tier { return left.tier < right.tier }
      return left.provider == right.provider
        ? left.model < right.model : left.provider < right.provider
    }
  }

  static func all(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    if input.isCostOnly { return [] }
    let facts = input.facts
    func key(_ dimensions: FactDimensions) -> Key {
      Key(tier: dimensions.tier, provider: dimensions.provider, model: dimensions.model)
    }
    let charged = input.settings.charged
    let all = facts.totals(byDimensions: key) { !$0.terms.isFree }
    let own = Dictionary(
      uniqueKeysWithValues: facts.totals(byDimensions: key) { !$0.terms.isFree && $0.isBYOK }
        .map { ($0.key, $0.totals.revenue) })
    let bases = Dictionary(
      uniqueKeysWithValues: facts.totals(byDimensions: key) {
        !$0.terms.isFree && !$0.isBYOK && charged.contains($0.status)
      }.map { ($0.key, $0.totals.vendorCost) })
    return all.compactMap { key, totals -> Recommendation? in
      guard totals.isWhollyTargeted, totals.revenue > .zero, totals.knownMargin != nil,
        let target = Quotient.halfEven(
          totals.revenueTimesTarget, totals.revenue.attodollars),
        let needed = revenue(for: totals, Quotient.halfEven),
        let least = revenue(for: totals, Quotient.ceiling)
      else { return nil }
      let missing = Money(attodollars: needed) - totals.revenue
      let percent = DecimalText.string(target, scale: 6)
      return Recommendation(
        .multiplier, "\(key.tier) \(key.provider)/\(key.model)", missing, days: insight.days,
        arithmetic:
          "\(AdviceText.count(totals.requests - totals.unpriced, "request")) of \(key.model) "
          + "in tier \(key.tier) brought in \(AdviceText.money(totals.revenue)) and cost "
          + "\(AdviceText.money(totals.vendorCost)); for a margin of \(percent) % they would have to "
          + "bring in \(AdviceText.money(Money(attodollars: needed))).",
        margin: .raises,
        attempt: attempt(
          key, needed: least - (own[key]?.attodollars ?? 0),
          of: bases[key]?.attodollars ?? 0, insight))
    }
  }

  /// The revenue at which the cost leaves the target, in attodollars; nil for a target of 100 % or more.
  ///
  /// - Parameter quotient: how to round.
  private static func revenue(
    for totals: MoneyTotals, _ quotient: (Int128, Int128, Int128) -> Int128?
  ) -> Int128? {
    let whole = totals.revenue.attodollars * 100_000_000
    let rest = whole - totals.revenueTimesTarget
    return rest > 0 ? quotient(totals.vendorCost.attodollars, whole, rest) : nil
  }

  /// The least multiplier of six decimals that is enough without rounding up to steps.
  private static func attempt(
    _ key: Key, needed: Int128, of base: Int128, _ insight: UsageInsight
  ) -> String {
    guard base > 0, needed > 0, !key.tier.isEmpty, !"\(key.tier)\(key.provider)".contains("/"),
      let millionths = Quotient.ceiling(needed, times: 1_000_000, over: base),
      millionths <= Int128(Multiplier.limit.millionths)
    else { return "" }
    let multiplier = DecimalText.string(millionths, scale: 6)
    return AdviceText.simulate(
      ["--set", "combination:\(key.tier)/\(key.provider)/\(key.model)=\(multiplier)"], insight)
  }
}
