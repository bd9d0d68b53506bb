import Cube
import Ledger

/// The days of the first and the last request of each user in all rows that count.
///
/// Of the rows with one id the first counts. A part of the ledger can begin after it, so that another row counts there,
/// of another day or user: the parts come with the whole.
struct UserHistory: Sendable {
  /// Sorted by account, then user.
  let users: [UserKey]
  /// Per user; nil of those without a fact.
  private(set) var seen: [ClosedRange<Day>?]

  /// - Parameter parts: the facts of all rows, and those of parts of the ledger.
  init(_ parts: [Facts]) {
    let users = UserHistory.merged(parts.map(\.users))
    var seen = [ClosedRange<Day>?](repeating: nil, count: users.count)
    for facts in parts {
      var places: [Int] = []
      for key in facts.users {
        var place = (places.last ?? -1) + 1
        while users[place] < key { place += 1 }
        places.append(place)
      }
      let rows = facts.rows
      for index in rows.indices {
        let (place, day) = (places[Int(rows[index].user)], rows[index].day)
        let days = seen[place] ?? day...day
        seen[place] = min(days.lowerBound, day)...max(days.upperBound, day)
      }
    }
    (self.users, self.seen) = (users, seen)
  }

  /// Returns each key of sorted lists once, sorted.
  private static func merged(_ lists: [[UserKey]]) -> [UserKey] {
    lists.reduce([]) { merged, list in
      if merged == list { return list }
      var keys: [UserKey] = []
      var index = 0
      for key in list {
        while index < merged.count, merged[index] < key {
          keys.append(merged[index])
          index += 1
        }
        if index < merged.count, merged[index] == key { index += 1 }
        keys.append(key)
      }
      return keys + merged[index...]
    }
  }
}

/// The vendor cost of each user in the period before.
struct EarlierCosts: Sendable {
  /// Sorted by account, then user.
  let users: [UserKey]
  /// Per user, in attodollars.
  private(set) var costs: [Int128]
  /// Per user, the requests with a price, and those without.
  private(set) var requests: [(priced: Int64, unpriced: Int64)]

  /// - Parameters:
  ///   - facts: those of all days before the end of the reported period.
  ///   - period: the one before.
  init(_ facts: Facts, in period: Period) {
    users = facts.users
    costs = [Int128](repeating: 0, count: facts.users.count)
    requests = [(priced: Int64, unpriced: Int64)](repeating: (0, 0), count: facts.users.count)
    let rows = facts.rows
    let first = rows.indices.partitionPoint { rows[$0].day < period.from }
    for index in rows.indices[first...] {
      if rows[index].day >= period.to { break }
      let user = Int(rows[index].user)
      let isOwnKey = facts.moneyTerms[Int(rows[index].dimensions)].isBYOK
      rows.withMeasures(of: rows[index]) { measures in
        if !isOwnKey { costs[user] += measures.notionalCost }
        requests[user].priced += measures.requests - measures.unpriced
        requests[user].unpriced += measures.unpriced
      }
    }
  }
}
