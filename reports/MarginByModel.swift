extension Report {
  /// Revenue less vendor cost for each model, named after aliases.
  static let marginByModel = Report("margin-by-model") { input in
    MarginTable.make(by: "model", input.facts.grouped(by: \.model))
  }
}
