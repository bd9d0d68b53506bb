import Cube
import Ledger
import Support
import Testing

/// Facts that are merged shard by shard are those that are merged at once.
struct FactShardsTests {
  @Test(arguments: [1, 2, 5, 256])
  func `merging shards and then their sums gives the same facts`(count: Int) {
    var dice = Dice(seed: 90)
    let workers = (0..<3).map { _ in
      var worker = Worker()
      worker.add((0..<400).map { _ in dice.row() })
      return worker
    }
    let parts = workers.map { $0.table.shards(count, of: $0.users) }
    var merged: [(table: FactTable, users: [UserKey])] = []
    for shard in 0..<count {
      let facts = Facts(merging: parts.map { $0[shard] })
      #expect(facts.users.allSatisfy { $0.shard(of: count) == shard })
      merged.append((FactTable(facts), facts.users))
    }
    let (found, expected) = (Facts(merging: merged), Facts(workers))
    #expect(expected.plain.count > 100)
    #expect(found.plain == expected.plain)
    #expect(found.dimensions == expected.dimensions)
    #expect(
      found.rows.indices.map(found.rows.gaps) == expected.rows.indices.map(expected.rows.gaps))
    #expect(merged.reduce(0) { $0 + $1.table.requests.all } == 1_200)
  }

  @Test func `shards of a table are joined again, and none of another user`() throws {
    var dice = Dice(seed: 91)
    var worker = Worker()
    worker.add((0..<400).map { _ in dice.row() })
    let shards = worker.table.shards(3, of: worker.users)
    let joined = try #require(FactTable(joining: shards, users: worker.users))
    #expect(joined.dimensions == worker.table.dimensions)
    #expect(Facts(merging: [(joined, worker.users)]).plain == Facts([worker]).plain)
    #expect(FactTable(joining: shards, users: Array(worker.users.dropLast())) == nil)
  }

  @Test func `sums that left their range stay so, without groups`() {
    var worker = Worker()
    worker.add([CubeRow(input: .max), CubeRow(input: .max)])
    let table = FactTable(Facts([worker]))
    #expect(table.hasOverflowed)
    #expect(table.requests.all == 0)
  }
}
