import Ledger

/// The data of a rate card for comparing a row, without references, for the loop over records.
package struct CompactRateCardTerms: Hashable, Sendable {
  package let isBYOK: Bool
  package let isCharged: Bool
  /// The tier had a plan in force.
  package let isPlanned: Bool
  /// The ledger states a tier, or `accounts.csv` gives one.
  package let hasTier: Bool
  package let isFree: Bool
  /// A price without a region replaces one of the requests' region.
  package let takesAnyRegion: Bool
  /// The recorded cost may be in another currency than USD.
  package let namesCurrency: Bool
  package let creditValue: CreditValue

  init(_ card: RateCard) {
    isBYOK = card.kind.isBYOK
    isCharged = card.isCharged
    isPlanned = card.hasPlan
    hasTier = !card.kind.tier.isEmpty
    isFree = card.dimensions.terms.isFree
    takesAnyRegion = card.takesAnyRegion
    namesCurrency = !card.kind.currency.isEmpty
    creditValue = card.dimensions.terms.creditValue
  }

  /// A charge is to cover the operator's cost: the status is charged, on a key of the operator, in a paid tier.
  package var earns: Bool { isCharged && !isBYOK && !isFree }

  /// True if a request rated at `rated` and charged `credits` earns less than its vendor cost.
  ///
  /// A request that costs nothing, such as a refund, does not.
  package func isBelowCost(_ rated: RatedRecord, charged credits: Credits) -> Bool {
    earns && credits.worth(at: creditValue) < rated.notionalCost && rated.notionalCost > .zero
  }

  /// Returns our vendor cost of a request rated at `rated`: 0 under a key of the customer's own.
  package func vendorCost(_ rated: RatedRecord) -> Money {
    isBYOK ? .zero : rated.notionalCost
  }
}

extension RateCard {
  /// Returns our vendor cost of a request rated at `rated` on this card.
  package func vendorCost(_ rated: RatedRecord) -> Money {
    CompactRateCardTerms(self).vendorCost(rated)
  }
}
