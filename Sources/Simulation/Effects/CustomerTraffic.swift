import Cube
import Ledger
import Rating

/// The sums of each user's requests in each tier.
///
/// One pass over the facts gives all figures by user.
struct CustomerTraffic {
  /// Sorted by tier, then user: users, or accounts where no user is named.
  let byTier: [(tier: Name, users: [UserTotals])]
  /// Over all tiers, sorted by user.
  let byUser: [UserTotals]
  /// The plan fees of the users of each tier, for each month with a request.
  ///
  /// Sorted by tier; nil if no plan of the tier states a price.
  let planFees: [(key: Name, fees: Money?)]

  /// The sums of one user's requests in one tier.
  private struct Customer {
    let tier: Int
    let user: Int
    var money = MoneyTotals()
    /// At the prices of the months with a request.
    var fees = UserFees()
    /// The last of these months.
    var month: Month?
  }

  init(_ facts: Facts, plans: PlanBook, zone: ReportingZone) {
    let tiers = Set(facts.dimensions.map(\.tier)).sorted()
    let tierNumbers = Dictionary(uniqueKeysWithValues: zip(tiers, tiers.indices))
    let tierOfDimensions = facts.dimensions.map { tierNumbers[$0.tier] ?? 0 }
    let users = Set(facts.users.map(\.reported)).sorted()
    let userNumbers = Dictionary(uniqueKeysWithValues: zip(users, users.indices))
    let numberOfUser = facts.users.map { userNumbers[$0.reported] ?? 0 }

    var customers: [Customer] = []
    var places: [Int: Int] = [:]
    places.reserveCapacity(users.count)
    var month: Month?
    var plansOfTiers: [Plan?] = []
    let rows = facts.rows
    let accounts = facts.unnamedUserRows
    for index in rows.indices {
      // Rows are in order of days, so that each month begins once.
      let current = rows[index].day.month
      if current != month {
        month = current
        plansOfTiers = tiers.map { plans.plan(tier: $0, in: current, zone: zone) }
      }
      let dimensions = Int(rows[index].dimensions)
      let (tier, user) = (tierOfDimensions[dimensions], numberOfUser[Int(rows[index].user)])
      let place = places[tier * users.count + user] ?? customers.count
      if place == customers.count {
        places[tier * users.count + user] = place
        customers.append(Customer(tier: tier, user: user))
      }
      customers[place].money.add(
        rows.measures(of: rows[index]), facts.moneyTerms[dimensions])
      if customers[place].month != month && !accounts.isNamedElsewhere(rows[index]) {
        customers[place].month = month
        customers[place].fees.add(plansOfTiers[tier])
      }
    }

    customers.sort { ($0.tier, $0.user) < ($1.tier, $1.user) }
    var byTier = tiers.map { (tier: $0, users: [UserTotals]()) }
    var totals = [(money: MoneyTotals, fees: UserFees)?](repeating: nil, count: users.count)
    for customer in customers {
      byTier[customer.tier].users.append(
        UserTotals(users[customer.user], customer.money, fees: customer.fees))
      var total = totals[customer.user] ?? (MoneyTotals(), UserFees())
      total.money.add(customer.money)
      total.fees.add(customer.fees)
      totals[customer.user] = total
    }
    self.byTier = byTier.filter { !$0.users.isEmpty }
    byUser = zip(users, totals).compactMap { user, total in
      total.map { UserTotals(user, $0.money, fees: $0.fees) }
    }
    planFees = self.byTier.map { tier, users in
      (tier, users.reduce(into: UserFees()) { $0.add($1.fees) }.ofKnownMonths)
    }
  }
}
