import Cube
import Ledger
import Rating

/// What each user's requests came to in each tier: one pass over the facts for all that is told by user.
struct CustomerTraffic {
  /// Sorted by tier, then user: users, or accounts where no user is named.
  let byTier: [(tier: Name, users: [UserTotals])]
  /// Over all tiers, sorted by user.
  let byUser: [UserTotals]
  /// What the plans of the users of each tier cost them, at the monthly price of each month with a request; sorted by
  /// tier.
  let planFees: [(key: Name, fees: Money)]

  init(_ facts: Facts, plans: PlanBook, zone: ReportingZone) {
    let tiers = Set(facts.dimensions.map(\.tier)).sorted()
    let users = Set(facts.users.map(\.reported)).sorted()
    let tierNumbers = Dictionary(uniqueKeysWithValues: zip(tiers, tiers.indices))
    let userNumbers = Dictionary(uniqueKeysWithValues: zip(users, users.indices))
    let tierOfDimensions = facts.dimensions.map { tierNumbers[$0.tier] ?? 0 }
    let numberOfUser = facts.users.map { userNumbers[$0.reported] ?? 0 }

    var sums: [Int: MoneyTotals] = [:]
    var seen: [Month: Set<Int>] = [:]
    let rows = facts.rows
    for index in rows.indices {
      let dimensions = Int(rows[index].dimensions)
      let key =
        tierOfDimensions[dimensions] * users.count + numberOfUser[Int(rows[index].user)]
      sums[key, default: MoneyTotals()].add(
        rows.measures(of: rows[index]), facts.moneyTerms[dimensions])
      seen[rows[index].day.month, default: []].insert(key)
    }

    var fees: [Int: Money] = [:]
    for (month, keys) in seen {
      let prices = tiers.map {
        plans.plan(tier: $0, in: month, zone: zone)?.monthlyPrice ?? .zero
      }
      for key in keys { fees[key] = (fees[key] ?? .zero) + prices[key / users.count] }
    }
    var byTier = tiers.map { (tier: $0, users: [UserTotals]()) }
    var totals: [Int: (money: MoneyTotals, fees: Money)] = [:]
    for (key, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let user = key % users.count
      let fee = fees[key] ?? .zero
      byTier[key / users.count].users.append(UserTotals(users[user], sum, planFees: fee))
      var total = totals[user] ?? (MoneyTotals(), .zero)
      total.money.add(sum)
      total.fees = total.fees + fee
      totals[user] = total
    }
    self.byTier = byTier.filter { !$0.users.isEmpty }
    byUser = totals.sorted { $0.key < $1.key }.map {
      UserTotals(users[$0.key], $0.value.money, planFees: $0.value.fees)
    }
    planFees = self.byTier.map { tier, users in
      (tier, users.reduce(.zero) { $0 + $1.planFees })
    }
  }
}
