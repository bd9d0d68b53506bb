import Ledger

/// Sums that are nil where no part is known.
///
/// A sum of which some parts are known is that of these parts; `unpriced` counts the requests that it lacks.
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

  /// Requests that earned less than they cost; nil where the margin is not known.
  package var knownNegativeMargin: Int64? { knownMargin == nil ? nil : negativeMargin }

  /// All revenue is of plans that state a target margin.
  package var isWhollyTargeted: Bool { targetedRevenue == revenue }

  /// The target with which the margin can be compared, in 10⁻⁴ percent; nil where a part of the revenue has none.
  package var comparedTarget: Int128? { isWhollyTargeted ? targetPercent : nil }

  /// Margin less that target in 10⁻⁴ points.
  package var comparedPoints: Int128? { isWhollyTargeted ? variancePoints : nil }

  /// The usage is not sold.
  package var isUnsold: Bool { unsold > 0 }

  private var hasNoPrice: Bool { unpriced > 0 && unpriced == requests }

  private var hasNoCredits: Bool { isUnsold || hasNoPrice }

  private var isRevenueKnown: Bool { !isUnsold && (paidUnpriced == 0 || paidPriced > 0) }
}

extension Facts {
  /// The cost of free tiers; nil where usage is not sold, where none of their requests has a price, and where only
  /// requests without a plan in force may be free.
  package var knownFreeTierLoss: Money? {
    if total().isUnsold { return nil }
    let free = total(where: \.terms.isFree)
    return free.requests == 0 && requestsWithoutPlan > 0 ? nil : free.knownVendorCost
  }

  /// The number of requests of tiers without a plan in force, or of no tier: they count as paid.
  package var requestsWithoutPlan: Int64 {
    total { $0.terms.basis.contains(.unlistedTier) }.requests
  }
}
