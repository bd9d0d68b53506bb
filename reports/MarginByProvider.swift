extension Report {
  /// Revenue less vendor cost for each provider.
  static let marginByProvider = MarginTable.report(by: .provider, .dimensions(\.provider))
}
