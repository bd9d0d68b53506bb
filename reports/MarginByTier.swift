extension Report {
  /// Revenue less vendor cost for each tier.
  static let marginByTier = Report("margin-by-tier") { input in
    MarginTable.make(by: "tier", input.facts.grouped(by: \.tier))
  }
}
