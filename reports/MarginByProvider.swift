extension Report {
  /// Revenue less vendor cost for each provider.
  static let marginByProvider = Report("margin-by-provider") { input in
    MarginTable.make(by: "provider", input.facts.grouped(by: \.provider))
  }
}
