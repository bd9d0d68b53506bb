extension Report {
  /// Revenue less vendor cost for each service.
  static let marginByService = Report("margin-by-service") { input in
    MarginTable.make(by: "service", input.facts.grouped(by: \.service))
  }
}
