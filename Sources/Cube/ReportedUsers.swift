import Ledger

/// The users as reports name them: one user id in two accounts is one user.
package struct ReportedUsers: Sendable {
  /// Per user of the facts, the number of the name that reports give; in the order of their first users.
  package let numbers: [Int32]
  /// Per number, that name.
  package let names: [Name]

  fileprivate init(_ users: [UserKey]) {
    var known: [Name: Int32] = [:]
    var names: [Name] = []
    numbers = users.map { user in
      if let number = known[user.reported] { return number }
      let number = Int32(names.count)
      known[user.reported] = number
      names.append(user.reported)
      return number
    }
    self.names = names
  }
}

extension Facts {
  /// The accounts that reports count as users, as rows of them name no user; empty where every row names one.
  ///
  /// An account whose id is also that of a user is one user, as in every report.
  package var accountsCountedAsUsers: Set<Name> {
    var accounts: Set<Name> = []
    for (user, hasFact) in zip(users, hasFactOfUser)
    where hasFact && user.user.isEmpty && !user.account.isEmpty {
      accounts.insert(user.account)
    }
    if accounts.isEmpty { return [] }
    for (user, hasFact) in zip(users, hasFactOfUser) where hasFact && !user.user.isEmpty {
      accounts.remove(user.user)
    }
    return accounts
  }

  /// Made anew each time, by looking up every name: who needs it more than once keeps it.
  package var reportedUsers: ReportedUsers { ReportedUsers(users) }
}

extension Facts {
  /// The names, as reports give them, of the users with a fact that `isIncluded`.
  package func userNames(where isIncluded: (FactDimensions) -> Bool) -> Set<Name> {
    let included = dimensions.map(isIncluded)
    var isSeen = [Bool](repeating: false, count: users.count)
    for index in rows.indices where included[Int(rows[index].dimensions)] {
      isSeen[Int(rows[index].user)] = true
    }
    return Set(users.indices.lazy.filter { isSeen[$0] }.map { users[$0].reported })
  }
}
