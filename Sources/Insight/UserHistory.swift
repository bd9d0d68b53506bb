import Cube
import Ledger

/// The days of the first and the last request of each user in all rows that were read, and what they cost before.
struct UserHistory: Sendable {
  /// Sorted by account, then user.
  let users: [UserKey]
  /// Per user; nil of those without a fact.
  private(set) var seen: [ClosedRange<Day>?]

  /// - Parameter facts: those of all rows.
  init(_ facts: Facts) {
    users = facts.users
    var seen = [ClosedRange<Day>?](repeating: nil, count: facts.users.count)
    let rows = facts.rows
    for index in rows.indices {
      let (user, day) = (Int(rows[index].user), rows[index].day)
      // Facts are in the order of their days.
      seen[user] = (seen[user]?.lowerBound ?? day)...day
    }
    self.seen = seen
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
