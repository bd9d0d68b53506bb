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
    byUser = facts.totalsByUser(\.reported).map(UserTotals.init)
    planFees = SimulatedBooks.planFees(facts, books: books)
  }

  private static func planFees(_ facts: Facts, books: Books) -> [(key: Name, fees: Money)] {
    struct Subscription: Hashable {
      let tier: Name
      let month: Month
      let user: Name
    }
    var subscriptions: Set<Subscription> = []
    let names = facts.users.map(\.reported)
    let tiers = facts.dimensions.map(\.tier)
    for row in facts.rows {
      subscriptions.insert(
        Subscription(
          tier: tiers[Int(row.dimensions)], month: row.day.month, user: names[Int(row.user)]))
    }
    var fees: [Name: Money] = [:]
    for each in subscriptions {
      let start = Instant(startOf: each.month.period.from)
      let price = books.plans.plan(tier: each.tier, at: start)?.monthlyPrice ?? .zero
      fees[each.tier, default: .zero] = fees[each.tier, default: .zero] + price
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
