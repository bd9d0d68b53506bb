import Cube
import Intake
import Ledger

/// The facts and keys of a slice, or of one shard of it.
struct SliceShard {
  /// The sums of the rows of the period, then of each stretch of other days, with the users that their numbers mean.
  var tables: [(table: FactTable, users: [UserKey])] = []
  /// The keys of the same rows, then of those of the base of a comparison.
  var keys: [RowKeys] = []

  /// Puts the shard of `count` with that number.
  func write(_ shard: Int, of count: Int, to part: inout PartWriter) {
    part.put(count: tables.count)
    for (table, users) in tables {
      part.put(users)
      part.put(table)
    }
    let partitions = RowKeys.partitions(ofShard: shard, of: count)
    for keys in keys { keys.write(partitions, to: &part) }
  }

  /// Takes a shard, to be merged with the same of other slices.
  init(_ shard: Int, of count: Int, from part: inout PartReader) throws(PartFault) {
    let partitions = RowKeys.partitions(ofShard: shard, of: count)
    try readTables(from: &part)
    for _ in 0...tables.count {
      var own = RowKeys(.whole)
      try own.read(partitions, of: partitions, from: &part)
      keys.append(own)
    }
  }

  init() {}

  mutating func readTables(from part: inout PartReader) throws(PartFault) {
    let count = try part.count()
    for _ in 0..<count {
      let users: [UserKey] = try part.value()
      tables.append((try part.value(), users))
    }
    guard count > 0 else { throw .number }
  }

  /// Every group is of one of the users.
  var hasUsers: Bool { tables.allSatisfy { $0.table.hasUsers(below: $0.users.count) } }
}

extension SliceResult {
  /// The facts and keys by shard: each group is in the shard of its user, each key in that of its partition.
  ///
  /// A single shard has the users of the slice, without their names.
  func shards(_ count: Int) -> [[UInt8]] {
    let all = [facts ?? FactTable()] + outside.map(\.facts)
    var shards = Array(repeating: SliceShard(), count: count)
    for table in all {
      let parts = count == 1 ? [(table, [])] : table.shards(count, of: users)
      for (number, part) in parts.enumerated() { shards[number].tables.append(part) }
    }
    let keys = [keys] + outside.map(\.keys) + [compared?.baseKeys ?? RowKeys(.whole)]
    return shards.indices.map { number in
      shards[number].keys = keys
      var part = PartWriter()
      shards[number].write(number, of: count, to: &part)
      return part.bytes
    }
  }

  /// Takes the facts and keys of a slice of one piece that was read without them.
  mutating func add(_ shards: [[UInt8]]) throws(PartFault) {
    var tables = outside.indices.reduce([[]]) { all, _ in all + [[]] } as [[Table]]
    var keys = Array(repeating: RowKeys(.whole), count: outside.count + 2)
    for (number, bytes) in shards.enumerated() {
      var reader = try PartReader(bytes)
      reader.rowLimit = pieces[0].progress.rows
      reader.offsets = pieces[0].firstRecord..<pieces[0].progress.offset
      var shard = SliceShard()
      try shard.readTables(from: &reader)
      if shards.count == 1 { shard.tables = shard.tables.map { ($0.table, users) } }
      guard shard.tables.count == tables.count, shard.hasUsers else { throw .number }
      for (index, table) in shard.tables.enumerated() { tables[index].append(table) }
      let partitions = RowKeys.partitions(ofShard: number, of: shards.count)
      for index in keys.indices {
        try keys[index].read(partitions, of: RowKeys.allPartitions, from: &reader)
      }
      try reader.end()
    }
    var joined: [FactTable] = []
    for parts in tables {
      let one = parts.count == 1 ? parts[0].table : FactTable(joining: parts, users: users)
      guard let one else { throw .number }
      joined.append(one)
    }
    guard joined[0].requests == (pieces[0].inPeriod, pieces[0].unpriced),
      Int64(keys[0].count) == pieces[0].inPeriod
    else { throw .otherSums }
    facts = joined[0]
    self.keys = keys[0]
    for index in outside.indices {
      outside[index].facts = joined[index + 1]
      outside[index].keys = keys[index + 1]
    }
    compared?.baseKeys = keys[keys.count - 1]
  }

  private typealias Table = (table: FactTable, users: [UserKey])
}
