import Cube
import Ledger
import Rating

/// The sums of the traffic under some books, for the reports that compare them.
package struct SimulatedTotals: Sendable {
  package let name: Name
  package let total: MoneyTotals
  /// Nil where no book says which tiers are free, or none of their requests has a price.
  package let freeTierLoss: Money?
  package let requestsUnpriced: Int64
  /// The number of requests that restrictions and limits stopped.
  package let requestsStopped: Int64
  /// Of paying customers, charged by these books below their cost.
  ///
  /// Nil where nothing is sold, or nothing has a price.
  package let requestsBelowCost: Int64?
  /// Sorted by key.
  package let byTier: [(key: Name, totals: MoneyTotals)]
  package let byModel: [(key: Name, totals: MoneyTotals)]
  /// Of each model of each provider in each tier; sorted by key.
  let byKey: [(key: MarginKey, totals: MoneyTotals)]
  /// Sorted by name: users, or accounts where no user is named.
  package let byUser: [UserTotals]
  /// The same in each tier; sorted by tier, then user.
  package let byTierAndUser: [(tier: Name, users: [UserTotals])]
  /// The tiers whose users pay fees for keys of their own, which no multiplier decides.
  package let tiersWithFees: Set<Name>
  /// Plan fees of the users of each tier, at the monthly prices; sorted by tier.
  ///
  /// Nil where no plan of the tier states a price.
  package let planFees: [(key: Name, fees: Money?)]
  let plans: PlanBook

  /// - Parameters:
  ///   - requestsStopped: the requests that the facts lack.
  ///   - zone: in which months are separated.
  package init(
    name: Name, facts: Facts, books: Books, zone: ReportingZone, requestsStopped: Int64,
    requestsBelowCost: Int64
  ) {
    self.name = name
    total = facts.total()
    freeTierLoss = facts.knownFreeTierLoss
    requestsUnpriced = facts.byDayAndDimensions.reduce(0) { $0 + $1.measures.unpriced }
    self.requestsStopped = requestsStopped
    self.requestsBelowCost = total.knownMargin == nil ? nil : requestsBelowCost
    byTier = facts.totals(byDimensions: \.tier)
    byModel = facts.totals(byDimensions: \.model)
    byKey = facts.totals(byDimensions: MarginKey.init)
    let customers = CustomerTraffic(facts, plans: books.plans, zone: zone)
    byUser = customers.byUser
    byTierAndUser = customers.byTier
    tiersWithFees = Set(
      facts.totals(byDimensions: \.tier, where: \.isBYOK).filter { $0.totals.microcredits != 0 }
        .map(\.key))
    planFees = customers.planFees
    plans = books.plans
  }

  /// The sum of the known plan fees; nil where no plan of the tiers states a price.
  package var planFeesOfAll: Money? {
    let known = planFees.compactMap(\.fees)
    return known.isEmpty && !planFees.isEmpty ? nil : known.reduce(.zero, +)
  }
}

/// The sums of one user's requests.
package struct UserTotals: Sendable {
  package let user: Name
  package let requests: Int64
  /// Nil where nothing is sold, or no request of the user has a price.
  package let microcredits: Int128?
  /// The value of the credits at list; nil where `microcredits` is.
  package let listRevenue: Money?
  /// The part of it of which a free plan pays nothing.
  let freeWorth: Money
  /// Nil where the revenue or the vendor cost is not known.
  package let margin: Money?
  let fees: UserFees

  init(_ user: Name, _ totals: MoneyTotals, fees: UserFees) {
    self.user = user
    requests = totals.requests
    microcredits = totals.knownMicrocredits
    listRevenue = totals.knownListRevenue
    freeWorth = totals.listRevenue - totals.revenue
    margin = totals.knownMargin
    self.fees = fees
  }

  /// A user without any request.
  init(none user: Name) { self.init(user, MoneyTotals(), fees: UserFees()) }
}
