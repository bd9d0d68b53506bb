import Cube
import Ledger

/// What each user's requests came to in each tier: one pass over the facts for all that is told by user.
struct CustomerTraffic {
  /// Sorted by tier, then user: users, or accounts where no user is named.
  let byTier: [(tier: Name, users: [UserTotals])]
  /// Over all tiers, sorted by user.
  let byUser: [UserTotals]
  /// How many users had a request in a tier in a month, in no particular order.
  let subscriptions: [(tier: Name, month: Month, users: Int)]

  init(_ facts: Facts) {
    let tiers = Set(facts.dimensions.map(\.tier)).sorted()
    let users = Set(facts.users.map(\.reported)).sorted()
    let tierNumbers = Dictionary(uniqueKeysWithValues: zip(tiers, tiers.indices))
    let userNumbers = Dictionary(uniqueKeysWithValues: zip(users, users.indices))
    let tierOfDimensions = facts.dimensions.map { tierNumbers[$0.tier] ?? 0 }
    let numberOfUser = facts.users.map { userNumbers[$0.reported] ?? 0 }

    var sums: [Int: MoneyTotals] = [:]
    var seen: [Month: Set<Int>] = [:]
    facts.rows.withUnsafeBufferPointer { rows in
      for index in rows.indices {
        let dimensions = Int(rows[index].dimensions)
        let key =
          tierOfDimensions[dimensions] * users.count + numberOfUser[Int(rows[index].user)]
        sums[key, default: MoneyTotals()].add(rows[index].measures, facts.moneyTerms[dimensions])
        seen[rows[index].day.month, default: []].insert(key)
      }
    }

    var byTier = tiers.map { (tier: $0, users: [UserTotals]()) }
    var totals: [Int: MoneyTotals] = [:]
    for (key, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let user = key % users.count
      byTier[key / users.count].users.append(UserTotals((users[user], sum)))
      totals[user, default: MoneyTotals()].add(sum)
    }
    self.byTier = byTier.filter { !$0.users.isEmpty }
    byUser = totals.sorted { $0.key < $1.key }.map { UserTotals((users[$0.key], $0.value)) }
    subscriptions = seen.flatMap { month, keys in
      Dictionary(grouping: keys) { $0 / users.count }.map { (tiers[$0.key], month, $0.value.count) }
    }
  }
}
