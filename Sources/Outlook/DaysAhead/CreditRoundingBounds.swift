import Ledger
import Rating

extension RateCard {
  /// Limits a charge to the range that rounding each request up to a step allows for the cost.
  ///
  /// No request with a cost is charged less than one step, and none a whole step more than its
  /// cost.
  ///
  /// - Parameters:
  ///   - cost: of all requests together, under whosever keys.
  ///   - requests: how many of them are charged something, as a quotient.
  func withinSteps(
    _ microcredits: Int128, cost: Int128, chargedRequests requests: (Int128, over: Int128)
  ) -> Int128 {
    guard isCharged, cost > 0, charge.numerator > 0 else { return 0 }
    let unrounded = unroundedMicrocredits(forCost: Money(attodollars: cost))
    let steps =
      Quotient.halfEven(
        Int128(increment.microcredits), times: requests.0, over: requests.over) ?? 0
    return min(max(microcredits, unrounded, steps), unrounded + steps)
  }
}

extension Traffic {
  /// The most requests that can have been charged something on a day of the card: each of them a step or more.
  func chargedRequests(on card: RateCard) -> Int128 {
    min(Int128(requests), microcredits / Int128(card.increment.microcredits))
  }
}
