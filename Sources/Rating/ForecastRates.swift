import Ledger
import Pricing

/// The rates for future requests of one rate key, at any time.
///
/// Sums of many requests are priced here: in the base band and without a region, because neither is known
/// of requests to come.
package struct ForecastRates: Sendable {
  private let cards: [RateCard]

  /// Compiles the books for one kind; its region must be empty.
  ///
  /// - Parameters:
  ///   - kind: its model is what the requests were counted by.
  ///   - instant: when there were such requests last. A model whose name meant another one then was counted by no
  ///     name of its own, but by an alias that means it: its name is not looked up once more.
  package init(
    _ kind: RateKey, seenAt instant: Instant, by known: inout PriceLookupCache
  ) throws(BookProblem) {
    precondition(kind.region.isEmpty, "the region of requests to come is not known")
    let names = known.meanings(of: kind)
    var isMeant = false
    if case .model(let other) = names.meaning(at: instant) {
      isMeant =
        other != kind.model
        && known.books.prices.knows(ModelKey(provider: kind.provider, model: kind.model))
    }
    cards = try Timeline(kind, names: isMeant ? NameMeanings(of: kind.model) : names, by: &known)
      .cards
  }

  /// Returns the card in force at `instant`.
  package func card(at instant: Instant) -> RateCard {
    cards.last { $0.validity.from <= instant } ?? cards[0]
  }

  /// Returns the cards that are in force at some time from `start` up to `end`, in time order.
  package func cards(from start: Instant, to end: Instant) -> [RateCard] {
    let first = card(at: start)
    if first.validity.to >= end { return [first] }
    return cards.filter { $0.validity.to > start && $0.validity.from < end }
  }
}

extension RateCard {
  /// True if the price book knows the model but has no price in force, any more or yet.
  package var isOutOfForce: Bool {
    if case .unpriced(.notInForce) = pricing { true } else { false }
  }

  /// True if the model has any price in force.
  package var isPriced: Bool {
    if case .priced = pricing { true } else { false }
  }

  /// True if the class has a price in the base band without a region.
  package func lists(_ unitClass: UnitClass) -> Bool {
    guard case .priced(let bands, _) = pricing else { return false }
    return bands[0].prices[unitClass] != nil
  }

  /// True if every request without a region is charged as on the other card.
  ///
  /// The prices, multiplier, credit value and step are the same.
  package func charges(like other: RateCard) -> Bool {
    self === other
      || isCharged == other.isCharged && charge == other.charge
        && pricing.costs(like: other.pricing)
  }

  /// Returns what a number of requests, all in `band` of this card, with these quantities of each class cost at vendor
  /// prices, exactly; nil where a class with a quantity has no price, or the product does not fit.
  package func listedCost(of quantities: Quantities, requests: Int64, in band: Band) -> Money? {
    let isListed = UnitClass.quantities.allSatisfy {
      quantities[$0] == 0 || band.prices[$0] != nil
    }
    return isListed ? listed(quantities, requests, in: band) : nil
  }

  /// Returns what those of the classes cost that have a price, and leaves out the others; nil where nothing of what
  /// was used has one, or the product does not fit.
  ///
  /// A class may have a price in a region alone, or none at all: then no sum can tell what its part costs.
  package func listedPart(of quantities: Quantities, requests: Int64) -> Money? {
    guard case .priced(let bands, let fee) = pricing else { return nil }
    let isAnythingListed = UnitClass.quantities.contains {
      quantities[$0] != 0 && bands[0].prices[$0] != nil
    }
    guard isAnythingListed || fee != nil || quantities == Quantities() else { return nil }
    return listed(quantities, requests, in: bands[0])
  }

  /// Returns the cost of the classes with a price in `band`, and the fees.
  private func listed(_ quantities: Quantities, _ requests: Int64, in band: Band) -> Money? {
    guard case .priced(_, let fee) = pricing else { return nil }
    var sum = (fee?.perUnit.attodollars ?? 0).multipliedReportingOverflow(by: Int128(requests))
    for unitClass in UnitClass.quantities where quantities[unitClass] != 0 {
      guard let price = band.prices[unitClass]?.perUnit.attodollars else { continue }
      let product = price.multipliedReportingOverflow(by: Int128(quantities[unitClass]))
      let (cost, rest) = product.partialValue.quotientAndRemainder(
        dividingBy: Int128(unitClass.quantityPerUnit))
      guard rest == 0 else { return nil }
      let (total, overflow) = sum.partialValue.addingReportingOverflow(cost)
      sum = (total, sum.overflow || product.overflow || overflow)
    }
    let isWithinLimit = !sum.overflow && sum.partialValue <= Money.totalLimit.attodollars
    return isWithinLimit ? Money(attodollars: sum.partialValue) : nil
  }

  /// 10¹⁷ USD in attodollars, more than the world earns in centuries: no sum ahead is charged for more, so that its
  /// credits fit, which are at most a thousand times the microcredits of 1 attodollar that it is worth.
  private static var largestSum: Int128 { Money.totalLimit.attodollars * 1_000_000 }

  /// Returns what a listed cost of many requests is charged in microcredits before each is rounded up to a step;
  /// half even; 0 where requests of this kind are not charged.
  package func unroundedMicrocredits(forCost cost: Money) -> Int128 {
    guard isCharged else { return 0 }
    let factor = Int128(charge.numerator) * Int128(charge.increment.microcredits)
    let unrounded = Quotient.halfEven(
      min(cost.attodollars, RateCard.largestSum), times: factor, over: Int128(charge.denominator))
    guard let unrounded else { preconditionFailure("10³⁸ microcredits fit") }
    return unrounded
  }
}

extension RateCard.Pricing {
  /// True if the prices are the same, whatever their rows.
  fileprivate func costs(like other: RateCard.Pricing) -> Bool {
    switch (self, other) {
    case (.unpriced, .unpriced): true
    case (.priced(let bands, let fee), .priced(let others, let otherFee)):
      fee?.perUnit == otherFee?.perUnit
        && bands.elementsEqual(others) { $0.over == $1.over && $0.costs(like: $1) }
    case (.priced, .unpriced), (.unpriced, .priced): false
    }
  }
}

extension RateCard.Band {
  fileprivate func costs(like other: RateCard.Band) -> Bool {
    UnitClass.allCases.allSatisfy { prices[$0]?.perUnit == other.prices[$0]?.perUnit }
  }
}
