import Ledger

/// A tier's customers of one month.
package struct MonthAndTier: Hashable, Comparable, Sendable {
  package let month: Month
  package let tier: Name

  package init(month: Month, tier: Name) {
    self.month = month
    self.tier = tier
  }

  package static func < (left: MonthAndTier, right: MonthAndTier) -> Bool {
    left.month == right.month ? left.tier < right.tier : left.month < right.month
  }
}

extension Facts {
  /// The number of users in each month and tier; accounts if no user is named.
  package var activeUsers: [MonthAndTier: Int] { users(but: nil) }

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
    let numbers = reportedUsers.numbers
    let tiers = dimensions.map(\.tier)
    // Facts of one day and the same dimensions stand together: their set is looked up once.
    var places: [MonthAndTier: Int] = [:]
    var users: [Set<Int32>] = []
    // Per number, the set that it was put into last: most users stay in their tier, and are put into few.
    var lastPlaces = [Int](repeating: -1, count: numbers.count)
    var before: (day: Day, dimensions: Int32, place: Int)?
    for index in rows.indices {
      let (day, dimensions) = (rows[index].day, rows[index].dimensions)
      if before?.day != day || before?.dimensions != dimensions {
        let key = MonthAndTier(month: day.month, tier: tiers[Int(dimensions)])
        let place = places[key] ?? users.count
        if place == users.count {
          places[key] = place
          users.append([])
        }
        before = (day, dimensions, place)
      }
      let number = numbers[Int(rows[index].user)]
      guard let place = before?.place, lastPlaces[Int(number)] != place,
        accounts?.isNamedElsewhere(rows[index]) != true
      else { continue }
      lastPlaces[Int(number)] = place
      users[place].insert(number)
    }
    return places.mapValues { users[$0].count }
  }
}
