import Ledger

/// Where the facts and keys of a slice are.
struct SliceFactSource: Sendable {
  /// The task that mapped the slice.
  let task: String
  /// Per shard, the digests of its bytes as they are stored.
  let digests: [[String]]
  /// Returns the shards.
  let load: @Sendable () throws(PartFault) -> [[UInt8]]
}

/// Whoever has the facts and keys of slices that other processes mapped.
protocol SliceCollector: AnyObject, Sendable {
  /// Gives a map the facts and keys that its slices have not.
  func collect(_ map: inout LedgerMap, for question: SliceMapParameters) throws(RunRefusal)
}
