import Ledger
import Rating

/// What a past day would have cost and earned under other books.
enum SteadyFigures {
  private static let billion: Int128 = 1_000_000_000

  /// The figures of `traffic`, in proportion to what its quantities come to on both cards; as they were where a card
  /// has no price for them.
  static func of(_ traffic: Traffic, then: RateCard, now: RateCard) -> Traffic.Steady {
    var steady = Traffic.Steady(
      cost: traffic.cost, microcredits: traffic.microcredits, revenue: traffic.revenue)
    guard then.validity != now.validity,
      let before = then.listedCost(of: traffic.quantities, requests: traffic.requests),
      let after = now.listedCost(of: traffic.quantities, requests: traffic.requests)
    else { return steady }
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
    if new == old { return value }
    let (numerator, tooLarge) = new.multipliedReportingOverflow(by: billion)
    guard !tooLarge, let ratio = Quotient.halfEven(numerator, old) else { return value }
    let (product, overflow) = value.multipliedReportingOverflow(by: ratio)
    return overflow ? value : Quotient.halfEven(product, billion) ?? value
  }
}
