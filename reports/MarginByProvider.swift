extension Report {
  /// Revenue less vendor cost for each provider.
  static let marginByProvider = MarginTable.report(by: .provider, link: "profit or loss of each") {
    $0.grouped(by: \.provider)
  }
}
