import Ledger

/// The customers of the facts: who they are, what they pay for, and how their usage went on.
package struct CustomerUse: Sendable {
  package let customers: CustomerNumbers
  /// Per customer.
  package let totals: [MoneyTotals]
  /// Per customer, the tiers of the requests, in byte order.
  package let tiers: [[Name]]
  /// Per customer, the number of users; accounts count as users where no user is named.
  package let users: [Int64]
  /// The number of users of all customers: a user of several counts once.
  package let userCount: Int64
  /// Per customer, an amount for each stretch of days.
  package let amounts: [[Money]]

  /// Sums the facts.
  ///
  /// - Parameters:
  ///   - stretches: days that follow each other; days outside are in no amount.
  ///   - isOfCost: amounts are vendor cost, not revenue.
  package init(_ facts: Facts, in stretches: [Period], isOfCost: Bool) {
    let customers = facts.customerNumbers
    let count = customers.names.count
    let tierNames = Set(facts.dimensions.map(\.tier)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(tierNames, Int32(0)...))
    let tierOfDimensions = facts.dimensions.map { places[$0.tier] ?? 0 }
    let (first, stretchOfDay) = CustomerUse.numbered(stretches)
    var totals = [MoneyTotals](repeating: MoneyTotals(), count: count)
    var tiers = [TierSet](repeating: TierSet(), count: count)
    var sums = [Int128](repeating: 0, count: count * stretches.count)
    let rows = facts.rows
    for index in rows.indices {
      let row = rows[index]
      let (customer, dimensions) = (Int(customers.numbers[Int(row.user)]), Int(row.dimensions))
      let money = facts.moneyTerms[dimensions]
      let tier = tierOfDimensions[dimensions]
      tiers[customer].insert(tier)
      let offset = row.day - first
      let stretch = stretchOfDay.indices.contains(offset) ? stretchOfDay[offset] : -1
      rows.withMeasures(of: row) { measures in
        totals[customer].add(measures, money)
        guard stretch >= 0 else { return }
        let place = customer * stretches.count + Int(stretch)
        if isOfCost {
          if !money.isBYOK { sums[place] += measures.notionalCost }
        } else if !money.terms.isFree {
          sums[place] += money.worth(ofMicrocredits: measures.credits).attodollars
        }
      }
    }
    self.customers = customers
    self.totals = totals
    self.tiers = tiers.map { $0.numbers.sorted().map { tierNames[Int($0)] } }
    users = CustomerUse.users(facts, customers)
    userCount = CustomerUse.userCount(facts, customers)
    amounts = (0..<count).map { customer in
      stretches.indices.map { Money(attodollars: sums[customer * stretches.count + $0]) }
    }
  }

  /// The first day of the stretches, and from it on for each day the number of its stretch.
  private static func numbered(_ stretches: [Period]) -> (first: Day, numbers: [Int32]) {
    guard let first = stretches.first?.from else { return (Day(number: 0), []) }
    return (
      first,
      stretches.enumerated().flatMap { [Int32](repeating: Int32($0), count: $1.dayCount) }
    )
  }

  private static func users(_ facts: Facts, _ customers: CustomerNumbers) -> [Int64] {
    var users = [Int64](repeating: 0, count: customers.names.count)
    for (user, hasFact) in facts.hasFactOfUser.enumerated() where hasFact {
      users[Int(customers.numbers[user])] += 1
    }
    // The rows of an account that name no user are of no further one.
    for (user, key) in facts.users.enumerated()
    where facts.hasFactOfUser[user] && key.user.isEmpty && users[Int(customers.numbers[user])] > 1 {
      users[Int(customers.numbers[user])] -= 1
    }
    return users
  }
}

extension CustomerUse {
  private static func userCount(_ facts: Facts, _ customers: CustomerNumbers) -> Int64 {
    var names: Set<Name> = []
    var (named, unnamed): (Set<Int32>, Set<Int32>) = ([], [])
    for (user, key) in facts.users.enumerated() where facts.hasFactOfUser[user] {
      if key.user.isEmpty {
        unnamed.insert(customers.numbers[user])
      } else {
        names.insert(key.user)
        named.insert(customers.numbers[user])
      }
    }
    return Int64(names.count + unnamed.subtracting(named).count)
  }
}

/// The numbers of the tiers of a customer: mostly one or two, rarely very many.
private struct TierSet {
  private(set) var numbers: [Int32] = []
  /// The same once there are more than a few.
  private var many: Set<Int32> = []

  private static let few = 16

  @inline(__always)
  mutating func insert(_ number: Int32) {
    if numbers.count <= TierSet.few {
      if numbers.contains(number) { return }
      numbers.append(number)
      if numbers.count > TierSet.few { many = Set(numbers) }
    } else if many.insert(number).inserted {
      numbers.append(number)
    }
  }
}
