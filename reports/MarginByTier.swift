extension Report {
  /// Revenue less vendor cost for each tier.
  static let marginByTier = MarginTable.report(by: .tier, .dimensions(\.tier))
}
