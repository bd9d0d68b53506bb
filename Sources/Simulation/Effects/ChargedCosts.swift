import Ledger
import Rating

/// The cost of each request that a multiplier decides, per rate card: eight bytes a request.
///
/// With these, what any other multiplier would earn is computed request by request without reading the
/// ledger again.
package struct ChargedCosts: Sendable {
  private var costs: [[UInt64]] = []
  /// Costs above 18 USD.
  private var large: [[UInt128]] = []

  package init() {}

  /// Notes the rated requests of paying customers under our keys whose status is charged.
  package mutating func add(_ rated: [RatedRecord], by rater: Rater) {
    while costs.count < rater.cards.count {
      costs.append([])
      large.append([])
    }
    for row in rated where row.disposition == .rated {
      let card = Int(row.card)
      guard rater.terms[card].earns else { continue }
      let cost = UInt128(row.notionalCost.attodollars)
      if let small = UInt64(exactly: cost) {
        costs[card].append(small)
      } else {
        large[card].append(cost)
      }
    }
  }

  /// The costs with what decides their charges, per card with any.
  ///
  /// - Parameter sign: -1 where the requests are to be removed again.
  package func groups(of cards: [RateCard], sign: Int128) -> [CostGroup] {
    costs.indices.compactMap { index in
      guard !costs[index].isEmpty || !large[index].isEmpty else { return nil }
      let card = cards[index]
      return CostGroup(
        key: MarginKey(card.dimensions), multiplier: card.multiplier.multiplier,
        step: CreditStep(
          value: card.dimensions.terms.creditValue, increment: card.increment),
        costs: costs[index], large: large[index], sign: sign)
    }
  }
}

/// A model as one tier uses it.
package struct MarginKey: Hashable, Comparable, Sendable {
  package let tier: Name
  package let provider: Name
  package let model: Name

  init(_ dimensions: FactDimensions) {
    tier = dimensions.tier
    provider = dimensions.provider
    model = dimensions.model
  }

  package static func < (left: MarginKey, right: MarginKey) -> Bool {
    if left.tier != right.tier { return left.tier < right.tier }
    if left.provider != right.provider { return left.provider < right.provider }
    return left.model < right.model
  }
}

/// Requests that are charged alike, with the cost of each in attodollars.
package struct CostGroup: Sendable {
  package let key: MarginKey
  /// By the books as they are.
  package let multiplier: Multiplier
  package let step: CreditStep
  fileprivate let costs: [UInt64]
  fileprivate let large: [UInt128]
  /// -1 where the requests repeat earlier ones and are removed.
  private let sign: Int128

  fileprivate init(
    key: MarginKey, multiplier: Multiplier, step: CreditStep, costs: [UInt64], large: [UInt128],
    sign: Int128
  ) {
    self.key = key
    self.multiplier = multiplier
    self.step = step
    self.costs = costs
    self.large = large
    self.sign = sign
  }

  /// Requests that a multiplier decides about.
  var requests: Int128 { sign * Int128(costs.count + large.count) }

  /// The total cost, in attodollars.
  var cost: Int128 {
    let small = costs.reduce(UInt128(0)) { $0 + UInt128($1) }
    return sign * Int128(large.reduce(small, +))
  }

  /// Returns the revenue at `multiplier`, in attodollars, each request rounded up to the step.
  func revenue(at multiplier: Multiplier) -> Int128 {
    let divisor = StepDivisor(step)
    let factor = UInt128(multiplier.millionths)
    var steps: UInt128 = 0
    for cost in costs { steps += divisor.steps(UInt128(cost) * factor) }
    for cost in large { steps += divisor.steps(cost * factor) }
    return sign * Int128(steps) * step.worth.attodollars
  }
}

/// The least that a request can be charged: one increment of credits, and what it is worth.
package struct CreditStep: Hashable, Sendable {
  package let value: CreditValue
  package let increment: Credits

  /// The value of one increment.
  var worth: Money { increment.worth(at: value) }
}

/// Divides a cost in attodollars times millionths by the worth of a step, rounded up.
///
/// A quotient rounded up twice is the same as rounded up once, so powers of two go first and what is left
/// of the divisor mostly fits one division of the processor.
private struct StepDivisor {
  private let shift: UInt128
  private let rest: UInt128
  private let small: UInt64?

  init(_ step: CreditStep) {
    let divisor = UInt128(step.worth.attodollars) * 1_000_000
    shift = UInt128(divisor.trailingZeroBitCount)
    rest = divisor >> shift
    small = UInt64(exactly: rest)
  }

  @inline(__always)
  func steps(_ value: UInt128) -> UInt128 {
    let shifted = (value + ((1 << shift) - 1)) >> shift
    let high = UInt64(truncatingIfNeeded: shifted >> 64)
    if let small, high < small {
      let (quotient, remainder) = small.dividingFullWidth(
        (high, UInt64(truncatingIfNeeded: shifted)))
      return UInt128(quotient) + (remainder > 0 ? 1 : 0)
    }
    let (quotient, remainder) = shifted.quotientAndRemainder(dividingBy: rest)
    return quotient + (remainder > 0 ? 1 : 0)
  }
}
