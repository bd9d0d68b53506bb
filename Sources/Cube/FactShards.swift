import Ledger

extension FactTable {
  /// The sums of the users of each shard, with the users that their numbers mean: the tables of a shard in several slices
  /// can be merged without those of other shards.
  ///
  /// The first has all dimensions, also those without a group.
  ///
  /// - Parameters:
  ///   - count: of the shards.
  ///   - users: those that the numbers of this table mean.
  package func shards(_ count: Int, of users: [UserKey]) -> [(table: FactTable, users: [UserKey])] {
    var shards = (0..<count).map { _ in Shard(dimensions: dimensions.count, users: users.count) }
    for number in dimensions.indices { _ = shards[0].number(ofDimensions: Int32(number), self) }
    let shardOfUser = users.map { $0.shard(of: count) }
    groups.forEachKey { index, day, dimensions, user in
      let shard = shardOfUser[Int(user)]
      let measures = groups.sums(at: index).measures
      let own = shards[shard].number(ofDimensions: dimensions, self)
      let name = shards[shard].number(ofUser: user, users)
      shards[shard].groups.append(
        day: day, dimensions: own, user: name, measures: measures,
        gaps: groups.gaps(at: index, of: measures.requests))
    }
    return shards.map {
      (
        FactTable(dimensions: $0.dimensions, groups: $0.groups, hasOverflowed: hasOverflowed),
        $0.users
      )
    }
  }

  /// Joins the tables of shards into one, whose numbers mean `users`; nil where a user is none of them.
  package init?(joining shards: [(table: FactTable, users: [UserKey])], users: [UserKey]) {
    let numbers = Dictionary(zip(users, Int32(0)...), uniquingKeysWith: { one, _ in one })
    var dimensions: [FactDimensions] = []
    var dimensionNumbers = ValueIndex()
    var groups = FactGroups()
    var isKnown = true
    for (table, names) in shards {
      let ownDimensions = table.dimensions.map { dimensionNumbers.number(of: $0, in: &dimensions) }
      let ownUsers = names.map { numbers[$0] }
      table.groups.forEachKey { index, day, dimension, user in
        guard let user = ownUsers[Int(user)] else {
          isKnown = false
          return
        }
        let measures = table.groups.sums(at: index).measures
        groups.append(
          day: day, dimensions: ownDimensions[Int(dimension)], user: user, measures: measures,
          gaps: table.groups.gaps(at: index, of: measures.requests))
      }
    }
    guard isKnown else { return nil }
    self.init(
      dimensions: dimensions, groups: groups,
      hasOverflowed: shards.contains { $0.table.hasOverflowed })
  }

  /// The groups of merged facts, to be merged with those of other users; without any where a sum left the range of Int64.
  package init(_ facts: Facts) {
    var groups = FactGroups()
    if !facts.hasOverflowed {
      for index in facts.rows.indices {
        let fact = facts.rows[index]
        groups.append(
          day: fact.day, dimensions: fact.dimensions, user: fact.user,
          measures: facts.rows.measures(of: fact), gaps: facts.rows.gaps(at: index))
      }
    }
    self.init(
      dimensions: facts.dimensions, groups: groups, hasOverflowed: facts.hasOverflowed)
  }
}

/// The groups of some users of a table, with numbers of their own.
private struct Shard {
  var dimensions: [FactDimensions] = []
  var users: [UserKey] = []
  var groups = FactGroups()
  /// By the number in the table, the own one; -1 for none.
  private var numberOfDimensions: [Int32]
  private var numberOfUser: [Int32]

  init(dimensions: Int, users: Int) {
    numberOfDimensions = Array(repeating: -1, count: dimensions)
    numberOfUser = Array(repeating: -1, count: users)
  }

  mutating func number(ofDimensions number: Int32, _ table: FactTable) -> Int32 {
    if numberOfDimensions[Int(number)] < 0 {
      numberOfDimensions[Int(number)] = Int32(dimensions.count)
      dimensions.append(table.dimensions[Int(number)])
    }
    return numberOfDimensions[Int(number)]
  }

  mutating func number(ofUser number: Int32, _ all: [UserKey]) -> Int32 {
    if numberOfUser[Int(number)] < 0 {
      numberOfUser[Int(number)] = Int32(users.count)
      users.append(all[Int(number)])
    }
    return numberOfUser[Int(number)]
  }
}
