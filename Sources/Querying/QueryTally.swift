import Ledger
import Store

/// Sums the usage of a database by the keys that a question names.
final class QueryTally {
  private let query: Query
  private var groupParts = KeyParts()
  private var userParts = KeyParts()
  /// Per user of the database, the number of the one whom reports name.
  private var reported: [Int32] = []
  private var reportedNumbers: [Name: Int32] = [:]
  /// The keys that occur, per dimension that a filter names.
  private(set) var known: [QueryDimension: Set<Name>] = [:]
  /// Per pair of parts, its sum.
  private var numbers: [UInt64: Int] = [:]
  private var sums: [(keys: UInt64, sum: QuerySum)] = []

  init(_ query: Query) {
    self.query = query
    for filter in query.filters { known[filter.dimension] = [] }
  }

  /// The keys of groups, or of users: each list of keys once.
  private struct KeyParts {
    /// Per group or user, the number of its keys.
    private(set) var numbers: [UInt32] = []
    private(set) var keys: [[Name]] = []
    private var known: [[Name]: UInt32] = [:]

    mutating func append(_ keys: [Name]) {
      if let number = known[keys] {
        numbers.append(number)
        return
      }
      let number = UInt32(self.keys.count)
      known[keys] = number
      self.keys.append(keys)
      numbers.append(number)
    }
  }

  /// The visitor of a database that fills the tally.
  var visitor: UsageVisitor {
    let countsUsers = query.countsUsers
    return UsageVisitor(
      group: { [self] group in
        groupParts.append(query.dimensions.compactMap { $0.key(of: group) })
        let isInPeriod = query.period.map { $0.contains(group.day) } ?? true
        return accepts(isInPeriod) { $0.key(of: group) }
      },
      user: { [self] user in
        userParts.append(query.dimensions.compactMap { $0.key(of: user) })
        if countsUsers {
          let number = reportedNumbers[user.reported, default: Int32(reportedNumbers.count)]
          reportedNumbers[user.reported] = number
          reported.append(number)
        }
        return accepts(true) { $0.key(of: user) }
      },
      sums: { [self] group, user, sums in
        let keys =
          UInt64(groupParts.numbers[group]) << 32 | UInt64(userParts.numbers[user])
        let number = number(of: keys)
        self.sums[number].sum.add(sums)
        if countsUsers { self.sums[number].sum.add(user: reported[user]) }
      })
  }

  private func number(of keys: UInt64) -> Int {
    if let number = numbers[keys] { return number }
    numbers[keys] = sums.count
    sums.append((keys, QuerySum()))
    return sums.count - 1
  }

  /// True if every filter accepts the key that it asks for, where there is one; notes the keys of all in the period.
  private func accepts(_ isInPeriod: Bool, _ key: (QueryDimension) -> Name?) -> Bool {
    var isAccepted = isInPeriod
    for filter in query.filters {
      guard let key = key(filter.dimension) else { continue }
      known[filter.dimension]?.insert(key)
      if !filter.accepts(key) { isAccepted = false }
    }
    return isAccepted
  }

  /// The sums with their keys, in the order of the dimensions; in no order.
  var rows: [(keys: [Name], sum: QuerySum)] {
    let areOfUsers = query.dimensions.map { $0 == .account || $0 == .user }
    return sums.map { keys, sum in
      var group = groupParts.keys[Int(keys >> 32)][...]
      var user = userParts.keys[Int(keys & 0xFFFF_FFFF)][...]
      let names = areOfUsers.map { isOfUser in
        guard let name = isOfUser ? user.popFirst() : group.popFirst() else {
          preconditionFailure("a sum has a key per dimension")
        }
        return name
      }
      return (names, sum)
    }
  }
}
