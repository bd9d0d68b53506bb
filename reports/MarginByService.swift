extension Report {
  /// Revenue less vendor cost for each service.
  static let marginByService = MarginTable.report(by: .service, .dimensions(\.service))
}
