/// One export of usage by bucket.
package struct BucketExport: Sendable {
  /// The path in the workspace.
  package let file: String
  /// The name of its format, as in docs/FORMATS.md.
  package let format: String
  /// Whose usage it tells, even where it has none; empty where that is any provider's.
  package let providers: Set<Name>
  /// The columns that group its buckets, named as in `usage-buckets.csv`.
  package let grouping: [String]
  /// The spans that it tells of, those without usage included.
  package let spans: [Validity]
  package let buckets: [UsageBucket]

  package init(
    file: String, format: String, providers: Set<Name>, spans: [Validity],
    buckets: [UsageBucket]
  ) {
    self.file = file
    self.format = format
    self.providers = providers
    self.spans = spans
    self.buckets = buckets
    grouping = BucketExport.dimensions.filter { _, isStated in
      buckets.contains { isStated($0.key) }
    }.map(\.0)
  }

  private static let dimensions: [(String, @Sendable (UsageBucket.Key) -> Bool)] = [
    ("model", { !$0.model.isEmpty }), ("service_tier", { !$0.serviceTier.isEmpty }),
    ("context", { $0.context != .any }), ("region", { !$0.region.isEmpty }),
    ("project", { !$0.project.isEmpty }), ("user", { !$0.user.isEmpty }),
    ("api_key", { !$0.apiKey.isEmpty }), ("other", { !$0.other.isEmpty }),
  ]
}
