import Ledger
import Reconciliation
import Reports

/// What is said of usage by bucket, a sentence for each format.
package enum VendorCounts {
  /// The title over the sentences.
  package static let title = "Usage by bucket, compared and never rated"

  /// What each format brought and how it compares with the ledger; empty where there is none.
  package static func sentences(_ usage: UsageByBucket) -> [String] {
    formats(usage).map { format in
      let buckets = usage.buckets.filter { $0.bucket.key.format == format }
      let lines = usage.differences.filter { $0.group.format == format }
      let days = buckets.map(\.bucket.key.span)
      let from = days.map(\.from).min()?.utcDay
      let to = days.map { Instant(nanoseconds: $0.to.nanoseconds - 1) }.max()?.utcDay
      let when =
        if let from, let to { from == to ? " of \(from)" : " from \(from) to \(to)" } else { "" }
      return "\(format): \(Figures.count(Int64(buckets.count), "bucket"))\(when)\(not(buckets)). "
        + compared(lines)
    }
  }

  private static func formats(_ usage: UsageByBucket) -> [String] {
    let names =
      usage.buckets.map { Name($0.bucket.key.format) }
      + usage.differences.map { Name($0.group.format) }
    return Set(names).sorted().map(\.description)
  }

  /// How many of them do not count.
  private static func not(_ buckets: [ListedBucket]) -> String {
    let count = buckets.count { $0.standing != .counted }
    return count == 0 ? "" : ", \(Figures.count(Int64(count))) of them told twice"
  }

  private static func compared(_ lines: [UsageDifference]) -> String {
    let counts: [(UsageDifference.Finding, String)] = [
      (.equal, "equal"), (.missingHere, "lower in the ledger"),
      (.missingThere, "higher in the ledger"),
      (.notStated, "not stated by the vendor"),
    ]
    let words = counts.compactMap { finding, words -> String? in
      let count = lines.count { $0.finding == finding }
      return count == 0 ? nil : "\(Figures.count(Int64(count))) \(words)"
    }
    guard !words.isEmpty else { return "Nothing to compare with the ledger." }
    return "Of \(Figures.count(Int64(lines.count), "figure")) by day and model: "
      + words.listed + "."
  }
}
