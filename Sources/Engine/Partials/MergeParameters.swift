import Ledger

/// What tasks merge, shard by shard: the slices of files that were asked the same.
package struct MergeParameters: Hashable, Sendable {
  package let question: SliceMapParameters
  /// In the order of the ledger.
  package let files: [Name]
  package let shards: Int

  /// - Parameters: see the members of these names.
  package init(question: SliceMapParameters, files: [Name], shards: Int) {
    self.question = question
    self.files = files
    self.shards = shards
  }
}
