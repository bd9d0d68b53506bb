import Ledger

/// The sums that somebody knows: nil where no part of one does. A sum of which a part is not known stands for the other
/// parts; `unpriced` counts what is missing.
extension MoneyTotals {
  /// Nil where requests have no price, and none has one.
  package var knownVendorCost: Money? { hasNoPrice ? nil : vendorCost }

  /// Nil where `knownVendorCost` is.
  package var knownNotionalCost: Money? { hasNoPrice ? nil : notionalCost }

  /// Nil where nothing is sold, or nothing has a price.
  package var knownMicrocredits: Int128? { hasNoCredits ? nil : microcredits }

  /// Nil where `knownMicrocredits` is.
  package var knownListRevenue: Money? { hasNoCredits ? nil : listRevenue }

  /// Nil where nothing is sold, or nothing that customers pay for has a price; 0 where they pay for nothing.
  package var knownRevenue: Money? { isRevenueKnown ? revenue : nil }

  /// Nil where the revenue or the vendor cost is.
  package var knownMargin: Money? { isRevenueKnown && !hasNoPrice ? margin : nil }

  /// Nil where nobody knows which requests earned less than they cost.
  package var knownNegativeMargin: Int64? { knownMargin == nil ? nil : negativeMargin }

  /// The usage is not sold.
  package var isUnsold: Bool { unsold > 0 }

  private var hasNoPrice: Bool { unpriced > 0 && unpriced == requests }

  private var hasNoCredits: Bool { isUnsold || hasNoPrice }

  private var isRevenueKnown: Bool { !isUnsold && (paidUnpriced == 0 || paidPriced > 0) }
}

extension Facts {
  /// The cost of free tiers; nil where no book says which of the tiers are free, or none of their requests has a price.
  package var knownFreeTierLoss: Money? {
    let isListed =
      dimensions.isEmpty
      || dimensions.contains { $0.terms.basis.isDisjoint(with: [.notSold, .unlistedTier]) }
    return isListed ? total(where: \.terms.isFree).knownVendorCost : nil
  }
}
