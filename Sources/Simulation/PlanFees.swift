import Cube
import Ledger
import Rating

/// The fees of plans in a period: the monthly price × the users with a request in the month, not
/// prorated.
///
/// Who has a plan and made no request is not in the ledger, and so not in the sum.
package struct PlanFees: Hashable, Sendable {
  /// The fees of the tiers whose price is known; nil where no tier has one.
  package let known: Money?
  /// The paid tiers with requests in a month for which no plan states a price, in order: the sum lacks them.
  package let tiersWithoutPrice: [Name]

  /// - Parameters:
  ///   - users: how many users made requests in each month and tier.
  ///   - zone: in which months are told apart.
  package init(of users: [MonthAndTier: Int], plans: PlanBook, zone: ReportingZone) {
    var sum: Money?
    var missing: Set<Name> = []
    for (key, count) in users {
      let plan = plans.plan(tier: key.tier, in: key.month, zone: zone)
      if let price = plan?.price {
        sum = (sum ?? .zero) + price * Int64(count)
      } else {
        missing.insert(key.tier)
      }
    }
    known = sum
    tiersWithoutPrice = missing.sorted()
  }

  private init() {
    known = nil
    tiersWithoutPrice = []
  }

  /// Nothing is known of plans.
  package static let notKnown = PlanFees()
}

extension Plan {
  /// The monthly price, 0 for a free plan without one; nil where a paid plan states none.
  var price: Money? { monthlyPrice ?? (isFree ? .zero : nil) }
}
