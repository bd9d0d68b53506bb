import Ledger
import Reconciliation

/// Findings of anomalies between exports of usage buckets.
///
/// One finding per kind and file, with a count.
enum BucketWarnings {
  /// Buckets that are reported more than once.
  static func findings(_ usage: UsageByBucket) -> [Finding] {
    let files = Dictionary(grouping: usage.buckets) { $0.bucket.place.file }
    return files.sorted { Name($0.key) < Name($1.key) }.flatMap { file, buckets in
      let again = buckets.compactMap { listed -> (Place, Place)? in
        if case .duplicate(let first) = listed.standing {
          (listed.bucket.place, first)
        } else {
          nil
        }
      }
      let others = buckets.compactMap { listed -> (Place, Place)? in
        if case .conflict(let first) = listed.standing { (listed.bucket.place, first) } else { nil }
      }
      return [
        finding(
          again, "dup.bucket", "is also in another export and counts once",
          "are also in other exports and count once",
          help: "nothing to do; delete one of the exports to silence this"),
        finding(
          others, "dup.figures",
          "differs from its figures in another export; the first export counts",
          "differ from their figures in other exports; the first export counts",
          help: "delete the older of the exports, or fetch them again"),
      ].compactMap { $0 }
    }
  }

  private static func finding(
    _ places: [(here: Place, there: Place)], _ code: String, _ one: String, _ many: String,
    help: String
  ) -> Finding? {
    guard let first = places.first else { return nil }
    let count = Int64(places.count)
    return Finding(
      .warning, at: first.here, code: code,
      message:
        "\(GroupedDigits.count(count, "bucket")) \(count == 1 ? one : many) (first: \(first.there.fileAndLine))",
      help: help)
  }
}
