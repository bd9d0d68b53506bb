import Cube
import Intake
import Ledger
import Platform

extension MergedSlices {
  /// Takes the results of all shards for slices that were read without facts and keys.
  ///
  /// - Parameters:
  ///   - shards: in their order.
  ///   - others: how many stretches of other days there are.
  /// - Throws: where their rows are not those of the slices.
  init(_ shards: [ShardResult], of slices: [SliceResult], others: Int) throws(RunRefusal) {
    var sums = slices.map { _ in ShardCounts(keys: 0, requests: 0, unpriced: 0) }
    let bytes = slices.map { $0.pieces[0].progress.offset - $0.pieces[0].firstRecord }
    for shard in shards {
      guard shard.counts.count == slices.count, shard.tables.count == others + 1,
        shard.groups.allSatisfy({ $0.stand(in: bytes) })
      else { throw .contradiction }
      for (index, more) in shard.counts.enumerated() { sums[index] = sums[index].adding(more) }
    }
    for (sum, slice) in zip(sums, slices) {
      let piece = slice.pieces[0]
      guard sum.keys == piece.inPeriod, sum.requests == piece.inPeriod,
        sum.unpriced == piece.unpriced
      else { throw .contradiction }
    }
    self.init(
      tables: (0...others).map { kind in shards.map { $0.tables[kind] } },
      groups: (0..<others + 2).map { kind in shards.map { $0.groups[kind] } })
  }
}

extension ShardCounts {
  /// Numbers of rows have 41 bits at most, and there are few shards.
  fileprivate func adding(_ other: ShardCounts) -> ShardCounts {
    ShardCounts(
      keys: keys + other.keys, requests: requests + other.requests,
      unpriced: unpriced + other.unpriced)
  }
}

/// The result of a task that merged one shard.
struct ShardResult: Sendable {
  /// Of what was merged.
  let digest: String
  /// Per slice.
  let counts: [ShardCounts]
  let tables: [(table: FactTable, users: [UserKey])]
  let groups: [RowGroups]

  /// Reads the bytes that a `ShardMerge` made.
  init(_ bytes: [UInt8]) throws(PartFault) {
    var part = try PartReader(bytes)
    digest = try part.text()
    counts = try part.value()
    var shard = SliceShard()
    try shard.readTables(from: &part)
    guard shard.hasUsers else { throw .number }
    tables = shard.tables
    var groups: [RowGroups] = []
    for _ in 0...tables.count { groups.append(try part.value()) }
    self.groups = groups
    try part.end()
  }
}

/// The digest of the bytes that a task merges: of the digests of each, one per line.
package struct ShardDigest {
  private let all = SHA256()

  package init() {}

  /// Adds the digests of the next slice.
  package func add(_ digests: [String]) {
    for digest in digests {
      Array((digest + "\n").utf8).withUnsafeBytes { all.update($0) }
    }
  }

  /// The digest in hexadecimal digits; nothing can be added any more.
  package var text: String { all.finish() }
}
