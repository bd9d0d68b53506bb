import Ledger
import Reconciliation
import Reports

/// The usage buckets of one format, and their comparison with the ledger.
package struct VendorCounts: Sendable {
  package let format: String
  package let buckets: Int
  /// The number of buckets that do not count.
  package let toldTwice: Int
  /// The number of figures by day and model with each finding.
  package let findings: [UsageDifference.Finding: Int]
  /// The first and the last day; empty without buckets.
  private let days: String

  /// The title over the sentences.
  package static let title = "Usage by bucket, compared and never rated"

  /// Returns one per format, in order; empty where there is none.
  package static func make(_ usage: UsageByBucket) -> [VendorCounts] {
    let names =
      usage.buckets.map { Name($0.bucket.key.format) }
      + usage.differences.map { Name($0.group.format) }
    return Set(names).sorted().map { VendorCounts(usage, format: $0.description) }
  }

  private init(_ usage: UsageByBucket, format: String) {
    let listed = usage.buckets.filter { $0.bucket.key.format == format }
    let spans = listed.map(\.bucket.key.span)
    let from = spans.map(\.from).min()?.utcDay
    let to = spans.map { Instant(nanoseconds: $0.to.nanoseconds - 1) }.max()?.utcDay
    days = if let from, let to { from == to ? " of \(from)" : " from \(from) to \(to)" } else { "" }
    self.format = format
    buckets = listed.count
    toldTwice = listed.count { $0.standing != .counted }
    findings = Dictionary(
      grouping: usage.differences.filter { $0.group.format == format }, by: \.finding
    ).mapValues(\.count)
  }

  /// The sentence about it.
  ///
  /// An example is `openai-usage: 3 buckets of 2026-08-01. Of 6 figures by day and model: 6 equal`.
  package var sentence: String {
    let twice = toldTwice == 0 ? "" : ", \(Figures.count(Int64(toldTwice))) of them duplicates"
    return "\(format): \(Figures.count(Int64(buckets), "bucket"))\(days)\(twice). " + compared
  }

  private var compared: String {
    let words: [(UsageDifference.Finding, String)] = [
      (.equal, "equal"), (.missingHere, "lower in the ledger"),
      (.missingThere, "higher in the ledger"),
      (.notStated, "not stated by the vendor"),
    ]
    let counts = words.compactMap { finding, words in
      findings[finding].map { "\(Figures.count(Int64($0))) \(words)" }
    }
    guard !counts.isEmpty else { return "Nothing to compare with the ledger." }
    let all = findings.values.reduce(0, +)
    return "Of \(Figures.count(Int64(all), "figure")) by day and model: " + counts.listed + "."
  }
}
