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
    var targets: [Key: Set<Percent?>] = [:]
    for (dimensions, hasFact) in zip(facts.dimensions, facts.hasFactOfDimensions)
    where hasFact && !dimensions.terms.isFree {
      targets[key(dimensions), default: []].insert(dimensions.terms.targetMargin)
    }
    return all.compactMap { key, totals -> Recommendation? in
      guard let target = target(targets[key] ?? [], totals), target < 100_000_000,
        totals.knownMargin != nil,
        let needed = Quotient.halfEven(
          totals.vendorCost.attodollars, times: 100_000_000, over: 100_000_000 - target)
      else { return nil }
      let missing = Money(attodollars: needed) - totals.revenue
      let percent = DecimalText.string(target, scale: 6)
      return Recommendation(
        .multiplier, "\(key.tier) \(key.model)", missing, days: insight.days,
        arithmetic:
          "\(AdviceText.count(totals.requests - totals.unpriced, "request")) of \(key.model) "
          + "in tier \(key.tier) brought \(AdviceText.money(totals.revenue)) and cost "
          + "\(AdviceText.money(totals.vendorCost)); for a margin of \(percent) % they would have to "
          + "bring \(AdviceText.money(Money(attodollars: needed))).",
        attempt: attempt(
          key, needed: needed - (own[key]?.attodollars ?? 0),
          of: bases[key]?.attodollars ?? 0, insight))
    }
  }

  /// The target in millionths of a percent; nil where a part has none.
  private static func target(_ targets: Set<Percent?>, _ totals: MoneyTotals) -> Int128? {
    if targets.count == 1 { return targets.first?.map { Int128($0.millionths) } }
    if targets.contains(nil) { return nil }
    return totals.comparedTarget.map { $0 * 100 }
  }

  /// The least multiplier in hundredths that is enough without rounding up to steps.
  private static func attempt(
    _ key: Key, needed: Int128, of base: Int128, _ insight: UsageInsight
  ) -> String {
    guard base > 0, needed > 0, !key.tier.description.contains("/"),
      let hundredths = Quotient.ceiling(needed, times: 100, over: base),
      hundredths * 10_000 <= Int128(Multiplier.limit.millionths)
    else { return "" }
    let multiplier = DecimalText.string(hundredths, scale: 2)
    return AdviceText.simulate(
      ["--set", "combination:\(key.tier)/\(key.provider)/\(key.model)=\(multiplier)"], insight)
  }
}
