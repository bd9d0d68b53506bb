import Ledger
import Pricing
import Rating

/// A bucket with what it costs, and whether it counts in the comparison.
package struct ListedBucket: Sendable {
  package let bucket: UsageBucket
  package let cost: BucketCost
  package let standing: Standing

  /// The relation of a bucket to the others.
  package enum Standing: Hashable, Sendable {
    case counted
    /// The same usage with the same figures is elsewhere, and counts there.
    case duplicate(of: Place)
    /// The same usage with other figures is elsewhere, and counts there.
    case conflict(with: Place)
  }

  /// Lists all buckets of `exports` in their order: the first of a key counts.
  ///
  /// - Parameter isListed: whether a bucket is within what is reported.
  package static func all(
    _ exports: [BucketExport], books: Books, where isListed: (UsageBucket) -> Bool
  ) throws(BookProblem) -> [ListedBucket] {
    var firsts: [Identity: UsageBucket] = [:]
    var listed: [ListedBucket] = []
    var pricer = BucketPricer(books)
    for export in exports {
      for bucket in export.buckets where isListed(bucket) {
        let identity = Identity(key: bucket.key, grouping: export.grouping)
        let standing: Standing
        if let first = firsts[identity] {
          standing =
            first.agrees(with: bucket)
            ? .duplicate(of: first.place) : .conflict(with: first.place)
        } else {
          firsts[identity] = bucket
          standing = .counted
        }
        listed.append(
          ListedBucket(
            bucket: bucket, cost: try BucketCost(bucket, by: &pricer), standing: standing))
      }
    }
    return listed
  }

  /// Two exports that are grouped otherwise say of a blank text different things.
  private struct Identity: Hashable {
    let key: UsageBucket.Key
    let grouping: [String]
  }
}
