extension Report {
  /// Revenue less vendor cost for each tier.
  static let marginByTier = MarginTable.report(by: .tier, link: "each tier against its target") {
    $0.grouped(by: \.tier)
  }
}
