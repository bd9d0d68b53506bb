import Ledger

extension Facts {
  /// The number of users in each month and tier; accounts if no user is named.
  package var activeUsers: [MonthAndTier: Int] { users(but: nil) }

  /// The same, made of the users by customer where no account has rows of both kinds.
  ///
  /// - Parameter payers: `planUsers(byCustomer:)`.
  package func activeUsers(
    from payers: [MonthAndTier: [Int32: Int]]
  ) -> [MonthAndTier: Int] {
    unnamedUserRows.isEmpty ? payers.mapValues { $0.values.reduce(0, +) } : activeUsers
  }

  /// The number of users of each month and tier who pay for a plan.
  ///
  /// An account is one of them only if no request of it in the month and tier names a user.
  ///
  /// - Parameter active: `activeUsers`, which these are where no account has rows of both kinds.
  package func planUsers(of active: [MonthAndTier: Int]) -> [MonthAndTier: Int] {
    let accounts = unnamedUserRows
    return accounts.isEmpty ? active : users(but: accounts)
  }

  private func users(but accounts: UnnamedUserRows?) -> [MonthAndTier: Int] {
    var counts: [Int: Int] = [:]
    let keys = visitUsers(but: accounts) { place, _ in counts[place, default: 0] += 1 }
    return Dictionary(
      uniqueKeysWithValues: keys.enumerated().map { ($1, counts[$0] ?? 0) })
  }

  /// The users of each month and tier who pay for a plan, by the number of their customer.
  ///
  /// A user of two customers is one of the customer whose fact comes first.
  package func planUsers(
    byCustomer customers: CustomerNumbers
  ) -> [MonthAndTier: [Int32: Int]] {
    let accounts = unnamedUserRows
    var counts: [Int: [Int32: Int]] = [:]
    let keys = visitUsers(but: accounts.isEmpty ? nil : accounts) { place, user in
      counts[place, default: [:]][customers.numbers[user], default: 0] += 1
    }
    return Dictionary(
      uniqueKeysWithValues: keys.enumerated().map { ($1, counts[$0] ?? [:]) })
  }

  /// Visits each user of each month and tier once.
  ///
  /// - Parameter visit: gets the place of month and tier in the list that is returned, and the user.
  private func visitUsers(
    but accounts: UnnamedUserRows?, _ visit: (_ place: Int, _ user: Int) -> Void
  ) -> [MonthAndTier] {
    let numbers = reportedUsers.numbers
    let tiers = dimensions.map(\.tier)
    // Facts of one day and the same dimensions stand together: their set is looked up once.
    var places: [MonthAndTier: Int] = [:]
    var keys: [MonthAndTier] = []
    var users: [Set<Int32>] = []
    // Per number, the set that it was put into last: most users stay in their tier, and are put into few.
    var lastPlaces = [Int](repeating: -1, count: numbers.count)
    var before: (day: Day, dimensions: Int32, place: Int)?
    for index in rows.indices {
      let (day, dimensions) = (rows[index].day, rows[index].dimensions)
      if before?.day != day || before?.dimensions != dimensions {
        let key = MonthAndTier(month: day.month, tier: tiers[Int(dimensions)])
        let place = places[key] ?? keys.count
        if place == keys.count {
          places[key] = place
          keys.append(key)
          users.append([])
        }
        before = (day, dimensions, place)
      }
      let user = Int(rows[index].user)
      let number = numbers[user]
      guard let place = before?.place, lastPlaces[Int(number)] != place,
        accounts?.isNamedElsewhere(rows[index]) != true
      else { continue }
      lastPlaces[Int(number)] = place
      if users[place].insert(number).inserted { visit(place, user) }
    }
    return keys
  }
}
