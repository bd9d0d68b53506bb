import Ledger
import Rating

/// What a past day would have cost and earned under other books.
enum SteadyFigures {
  /// The figures of `traffic`, in proportion to what its quantities come to on both cards; where one of them lists
  /// nothing of it, at the same cost.
  static func of(_ traffic: Traffic, then: RateCard, now: RateCard) -> Traffic.Steady {
    var steady = Traffic.Steady(
      cost: traffic.cost, microcredits: traffic.microcredits, revenue: traffic.revenue)
    guard then.validity != now.validity, then.isPriced, now.isPriced else { return steady }
    var (before, after) = (
      Money(attodollars: traffic.notionalCost), Money(attodollars: traffic.notionalCost)
    )
    if let old = then.listedPart(of: traffic.quantities, requests: traffic.requests),
      let new = now.listedPart(of: traffic.quantities, requests: traffic.requests)
    {
      (before, after) = (old, new)
    }
    steady.cost = scaled(traffic.cost, by: after.attodollars, over: before.attodollars)
    steady.microcredits = scaled(
      traffic.microcredits, by: now.unroundedMicrocredits(forCost: after),
      over: then.unroundedMicrocredits(forCost: before))
    let terms = now.dimensions.terms
    steady.revenue =
      terms.isFree ? 0 : steady.microcredits * terms.creditValue.attodollarsPerMicrocredit
    return steady
  }

  private static func scaled(_ value: Int128, by new: Int128, over old: Int128) -> Int128 {
    new == old ? value : Quotient.halfEven(value, times: new, over: old) ?? value
  }
}
