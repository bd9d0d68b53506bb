import Cube
import Intake
import Ledger

/// Merges one shard of the slices of a run: its facts, and the candidates for rows that repeat others.
///
/// It needs neither the ledger nor the books.
package struct ShardMerge {
  private let shard: Int
  private let count: Int
  /// Per kind of rows, the tables of each slice.
  private var tables: [[(table: FactTable, users: [UserKey])]] = []
  /// Per kind of rows, the keys of each slice.
  private var keys: [[RowKeys]] = []
  private var counts: [ShardCounts] = []

  /// - Parameters:
  ///   - shard: its number from 0.
  ///   - count: of the shards.
  package init(_ shard: Int, of count: Int) {
    self.shard = shard
    self.count = count
  }

  /// Adds the shard of the next slice, in the order of the ledger.
  package mutating func add(_ bytes: [UInt8]) throws(PartFault) {
    var reader = try PartReader(bytes)
    let slice = try SliceShard(shard, of: count, from: &reader)
    try reader.end()
    if tables.isEmpty {
      tables = slice.tables.map { _ in [] }
      keys = slice.keys.map { _ in [] }
    }
    guard slice.tables.count == tables.count, slice.hasUsers else { throw .number }
    let requests = slice.tables[0].table.requests
    counts.append(
      ShardCounts(
        keys: Int64(slice.keys[0].count), requests: requests.all, unpriced: requests.unpriced))
    for (index, table) in slice.tables.enumerated() { tables[index].append(table) }
    for (index, own) in slice.keys.enumerated() { keys[index].append(own) }
  }

  /// Returns the bytes of what all slices come to.
  ///
  /// - Parameter digest: of what was added, as `ShardDigest` makes it.
  package consuming func bytes(readingDigest digest: String) -> [UInt8] {
    var part = PartWriter()
    part.put(digest)
    part.put(counts)
    part.put(count: tables.count)
    for index in tables.indices {
      let own = tables[index]
      // Each is freed as it is merged.
      tables[index] = []
      let facts = Facts(merging: own)
      part.put(facts.users)
      part.put(FactTable(facts))
    }
    for others in 0..<tables.count { part.put(candidates(besides: others)) }
    part.put(candidates(of: keys.last ?? [], besides: []))
    return part.bytes
  }

  /// The candidates among the rows of the period and of the first stretches of other days.
  private func candidates(besides others: Int) -> RowGroups {
    if others > 0, keys[others].allSatisfy({ $0.count == 0 }) {
      return candidates(besides: others - 1)
    }
    return candidates(of: keys.first ?? [], besides: Array(keys.dropFirst().prefix(others)))
  }

  private func candidates(of keys: [RowKeys], besides others: [[RowKeys]]) -> RowGroups {
    DuplicateSearch(in: keys, besides: others)
      .candidates(of: RowKeys.partitions(ofShard: shard, of: count))
  }
}

/// The rows of one slice in one shard, of the period.
struct ShardCounts: PartValue {
  let keys: Int64
  let requests: Int64
  let unpriced: Int64

  init(keys: Int64, requests: Int64, unpriced: Int64) {
    self.keys = keys
    self.requests = requests
    self.unpriced = unpriced
  }

  func write(to part: inout PartWriter) {
    part.put(keys)
    part.put(requests)
    part.put(unpriced)
  }
  init(from part: inout PartReader) throws(PartFault) {
    self.init(keys: try part.rows(), requests: try part.rows(), unpriced: try part.rows())
  }
}
