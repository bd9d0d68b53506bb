import Ledger
import Rating

/// The cost and revenue of a past day under other books.
enum RepricedHistory {
  /// The figures of `traffic`, in proportion to what its quantities come to on the cards, credits within what the steps
  /// can make of that; where one of the cards lists nothing of it, at the same cost.
  ///
  /// Of a day within which prices changed it is not known which requests had which. It came to something between: as
  /// near as may be to what was paid.
  ///
  /// - Parameter then: the cards of the day.
  static func of(_ traffic: Traffic, then: [RateCard], now: RateCard) -> Traffic.Steady {
    var steady = Traffic.Steady(
      cost: traffic.cost, microcredits: traffic.microcredits, revenue: traffic.revenue)
    guard then.contains(where: { $0.validity != now.validity }), now.isPriced,
      then.allSatisfy(\.isPriced)
    else { return steady }
    func listed(on card: RateCard) -> Int128? {
      card.listedPart(of: traffic.quantities, requests: traffic.requests)?.attodollars
    }
    var (before, after) = (traffic.notionalCost, traffic.notionalCost)
    let old = then.compactMap(listed)
    if old.count == then.count, let new = listed(on: now) {
      (before, after) = (nearest(to: traffic.notionalCost, among: old), new)
    }
    steady.cost = scaled(traffic.cost, by: after, over: before)
    steady.microcredits = scaled(
      traffic.microcredits, by: now.unroundedMicrocredits(forCost: Money(attodollars: after)),
      over: nearest(
        to: traffic.microcredits,
        among: then.map { $0.unroundedMicrocredits(forCost: Money(attodollars: before)) }))
    if !then.allSatisfy(now.charges) {
      let requests = then.reduce(0) { max($0, traffic.chargedRequests(on: $1)) }
      steady.microcredits = now.withinSteps(
        steady.microcredits, cost: scaled(traffic.notionalCost, by: after, over: before),
        chargedRequests: (requests, 1))
    }
    steady.revenue =
      now.dimensions.terms.revenue(ofMicrocredits: steady.microcredits).attodollars
    return steady
  }

  /// The figures of requests without a price at those that the card lists now; nothing where it lists none.
  static func ofUnpriced(_ traffic: Traffic, now: RateCard, isBYOK: Bool) -> Traffic.Steady {
    guard now.isPriced,
      let listed = now.listedPart(of: traffic.quantities, requests: traffic.requests)
    else { return Traffic.Steady() }
    let microcredits = now.withinSteps(
      now.unroundedMicrocredits(forCost: listed), cost: listed.attodollars,
      chargedRequests: (Int128(traffic.requests), 1))
    return Traffic.Steady(
      cost: isBYOK ? 0 : listed.attodollars, microcredits: microcredits,
      revenue: now.dimensions.terms.revenue(ofMicrocredits: microcredits).attodollars)
  }

  /// The value between the least and the largest of `bounds` that is nearest to `value`.
  private static func nearest(to value: Int128, among bounds: [Int128]) -> Int128 {
    min(max(value, bounds.min() ?? value), bounds.max() ?? value)
  }

  private static func scaled(_ value: Int128, by new: Int128, over old: Int128) -> Int128 {
    new == old ? value : Quotient.halfEven(value, times: new, over: old) ?? value
  }
}
