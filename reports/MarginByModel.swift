extension Report {
  /// Revenue less vendor cost for each model, named after aliases.
  static let marginByModel = MarginTable.report(by: .model, .dimensions(\.model))
}
