import Ledger

/// A format of usage by bucket: how it is known, and how one of its rows is read.
///
/// One value per file here; docs/FORMATS.md has a row for each.
package struct BucketFormat: Sendable {
  /// The name, as in `assay.json` and docs/FORMATS.md.
  package let name: String
  /// Each a set of columns or keys, in lower case, all of which an export of this format has.
  let marks: [Set<String>]
  /// The provider whose usage it states; empty if each row states it.
  let provider: Name
  /// Its exports leave out days without usage.
  let leavesOutEmptyDays: Bool
  /// The span of a row, which is there even where the row has nothing else; nil where it is no span, which
  /// is noted.
  let span: @Sendable (inout BucketRow) -> Validity?
  /// Returns true if a row has a span and nothing else.
  let isEmpty: @Sendable (BucketRow) -> Bool
  /// The rest of the row; what is wrong with it is noted.
  let read: @Sendable (inout BucketRow) -> BucketReading

  /// Every format, the most particular first.
  static let all: [BucketFormat] = [
    .openAIUsage, .anthropicAdminUsage, .anthropicConsoleUsage, .openRouterActivity,
    .liteLLMDailySpend, .liteLLMTeamUsage,
  ]

  /// The names that settings may give a file.
  package static let names = all.map(\.name)

  /// Returns the names that `names` lack to be those of this format; empty if none is missing.
  func missing(in names: Set<String>) -> [String] {
    let lacking = marks.map { $0.subtracting(names).sorted() }
    return lacking.min { $0.count < $1.count } ?? []
  }

  /// The format of an export with these columns or keys, in lower case; nil for any other.
  ///
  /// What names its requests is no usage by bucket, whatever else it has.
  static func of(_ names: Set<String>) -> BucketFormat? {
    guard names.isDisjoint(with: ["request_id", "generation_id"]) else { return nil }
    return all.first { $0.marks.contains { $0.isSubset(of: names) } }
  }
}

/// The content of a row apart from its span.
struct BucketReading {
  var provider: Name = .empty
  var model: Name = .empty
  var serviceTier: Name = .empty
  /// See `UsageBucket.Key.statedServiceTier`.
  var statedServiceTier: Name = .empty
  var context = ContextRange.any
  var region: Name = .empty
  var project: Name = .empty
  var user: Name = .empty
  var apiKey: Name = .empty
  var other: Name = .empty
  var requests: Int64?
  var quantities = Quantities()
  var recordedCost: Money?
  var cacheDetail = CacheDetail.writesTogether
  var obstacle: String?
  var notes: [String] = []
}
