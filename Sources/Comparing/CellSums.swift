import Ledger

/// The sums of the requests of one cell in one period.
///
/// Amounts are in 10⁻¹⁸ USD. "Constant" is by the books in force at the end of the later period, for both periods.
package struct CellSums: Sendable {
  /// The requests in the bridge; quantities and amounts are theirs.
  package var requests: Int64 = 0
  /// Requests without a price by the constant books; they keep their actual cost.
  package var keptRequests: Int64 = 0
  /// Requests without a price when they started.
  package var unpricedRequests: Int64 = 0
  /// Further requests that have a price at neither time.
  package var excludedRequests: Int64 = 0
  /// By the classes of `CellSums.classes`; seconds in nanoseconds.
  package var quantities = ClassAmounts()
  /// The charge factor of the constant books: charge = constant cost × factor.
  package var factor = ChargeFactor.none
  /// By the classes of `CellSums.classes`; of a customer's own key as well.
  package var constantCosts = ClassAmounts()
  /// Fees per request, and the costs of classes without a column.
  package var constantFees: Int128 = 0
  package var constantRevenue: Int128 = 0
  /// Minus the constant cost of requests without a price when they started.
  package var unpricedCost: Int128 = 0
  package var unpricedRevenue: Int128 = 0
  /// Actual less constant cost; 0 for a customer's own key.
  package var priceCost: Int128 = 0
  package var priceRevenue: Int128 = 0
  /// R2 − R3 of docs/COMPARE.md.
  package var multiplierRevenue: Int128 = 0
  /// R3 − R4 of docs/COMPARE.md.
  package var settingRevenue: Int128 = 0
  /// The charge factors when the requests started; nil without a charged request.
  package var startFactors: FactorRange?

  package init() {}

  /// The classes with a column of their own: those whose columns are adjacent in `facts.csv`.
  package static let classes = UnitClass.columnsTogether

  /// The constant cost, notional for a customer's own key.
  package var constantNotionalCost: Int128 { constantCosts.sum + constantFees }

  package static func += (left: inout CellSums, right: CellSums) {
    left.requests += right.requests
    left.keptRequests += right.keptRequests
    left.unpricedRequests += right.unpricedRequests
    left.excludedRequests += right.excludedRequests
    left.quantities += right.quantities
    left.constantCosts += right.constantCosts
    left.factor = right.factor
    left.constantFees += right.constantFees
    left.constantRevenue += right.constantRevenue
    left.unpricedCost += right.unpricedCost
    left.unpricedRevenue += right.unpricedRevenue
    left.priceCost += right.priceCost
    left.priceRevenue += right.priceRevenue
    left.multiplierRevenue += right.multiplierRevenue
    left.settingRevenue += right.settingRevenue
    left.startFactors = FactorRange.joined(left.startFactors, right.startFactors)
  }
}

extension CellSums {
  /// False where the removed rows exceed the added ones.
  package var isCounted: Bool {
    [requests, keptRequests, unpricedRequests, excludedRequests].allSatisfy { $0 >= 0 }
      && max(keptRequests, unpricedRequests) <= requests && constantFees >= 0
      && quantities.indices.allSatisfy { min(quantities[$0], constantCosts[$0]) >= 0 }
  }

  /// The vendor cost by the constant books: 0 for a customer's own key.
  package func constantCost(of key: CellKey) -> Int128 { key.isBYOK ? 0 : constantNotionalCost }

  /// The vendor cost of the reports.
  package func vendorCost(of key: CellKey) -> Int128 {
    constantCost(of: key) + unpricedCost + priceCost
  }

  /// The usage revenue of the reports.
  package var revenue: Int128 {
    constantRevenue + unpricedRevenue + priceRevenue + multiplierRevenue + settingRevenue
  }
}

/// The factor that makes a charge of a cost: a multiplier, or the platform fee of a customer's own key; none where
/// nothing is charged or the tier is free.
package struct ChargeFactor: Hashable, Sendable {
  /// In 10⁻⁸.
  package let value: Int128

  package static let decimals = 8
  package static let none = ChargeFactor(value: 0)

  package init(value: Int128) { self.value = value }
}

/// The least and the largest of some charge factors.
package struct FactorRange: Hashable, Sendable {
  package let least: ChargeFactor
  package let most: ChargeFactor

  package init(_ factor: ChargeFactor) { (least, most) = (factor, factor) }

  init(_ least: ChargeFactor, _ most: ChargeFactor) {
    (self.least, self.most) = (least, most)
  }

  static func joined(_ left: FactorRange?, _ right: FactorRange?) -> FactorRange? {
    guard let left, let right else { return left ?? right }
    return FactorRange(
      left.least.value < right.least.value ? left.least : right.least,
      left.most.value > right.most.value ? left.most : right.most)
  }
}
