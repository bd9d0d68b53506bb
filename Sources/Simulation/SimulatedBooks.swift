import Cube
import Ledger
import Rating

/// What the traffic came to under some books: the sums that reports compare.
package struct SimulatedBooks: Sendable {
  package let name: Name
  package let total: MoneyTotals
  package let freeTierLoss: Money
  package let requestsUnpriced: Int64
  /// What restrictions and limits did not let through.
  package let requestsStopped: Int64
  /// Of paying customers, charged by these books below their cost.
  package let requestsBelowCost: Int64
  /// Sorted by key.
  package let byTier: [(key: Name, totals: MoneyTotals)]
  package let byModel: [(key: Name, totals: MoneyTotals)]
  /// Sorted by name: users, or accounts where no user is named.
  package let byUser: [UserTotals]
  /// The same in each tier; sorted by tier, then user.
  package let byTierAndUser: [(tier: Name, users: [UserTotals])]
  /// The tiers whose users pay fees for keys of their own, which no multiplier decides.
  package let tiersWithFees: Set<Name>
  /// What the plans of the users of each tier cost them, at their monthly prices; sorted by tier.
  package let planFees: [(key: Name, fees: Money)]

  /// - Parameters:
  ///   - requestsStopped: the requests that the facts lack.
  ///   - zone: in which months are told apart; the price of a plan is that at the start of a month.
  package init(
    name: Name, facts: Facts, books: Books, requestsStopped: Int64, requestsBelowCost: Int64
  ) {
    self.name = name
    total = facts.total()
    freeTierLoss = facts.total(where: \.terms.isFree).vendorCost
    requestsUnpriced = facts.rows.reduce(0) { $0 + $1.measures.unpriced }
    self.requestsStopped = requestsStopped
    self.requestsBelowCost = requestsBelowCost
    byTier = facts.totals(byDimensions: \.tier)
    byModel = facts.totals(byDimensions: \.model)
    let customers = CustomerTraffic(facts)
    byUser = customers.byUser
    byTierAndUser = customers.byTier
    tiersWithFees = Set(
      facts.totals(byDimensions: \.tier, where: \.isBYOK).filter { $0.totals.microcredits != 0 }
        .map(\.key))
    planFees = SimulatedBooks.planFees(customers, books: books)
  }

  private static func planFees(
    _ customers: CustomerTraffic, books: Books
  ) -> [(key: Name, fees: Money)] {
    var fees: [Name: Money] = [:]
    for (tier, month, users) in customers.subscriptions {
      let start = Instant(startOf: month.period.from)
      let price = books.plans.plan(tier: tier, at: start)?.monthlyPrice ?? .zero
      fees[tier, default: .zero] =
        fees[tier, default: .zero] + Money(attodollars: price.attodollars * Int128(users))
    }
    return fees.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// What one user's requests came to.
package struct UserTotals: Sendable {
  package let user: Name
  package let requests: Int64
  package let microcredits: Int128
  /// What the credits are worth at list.
  package let listRevenue: Money
  package let margin: Money

  init(_ group: (key: Name, totals: MoneyTotals)) {
    user = group.key
    requests = group.totals.requests
    microcredits = group.totals.microcredits
    listRevenue = group.totals.listRevenue
    margin = group.totals.margin
  }

  /// A user without any request.
  init(none user: Name) { self.init((user, MoneyTotals())) }
}
