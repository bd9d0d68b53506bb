extension Report {
  /// Revenue less vendor cost for each service.
  static let marginByService = MarginTable.report(by: .service) {
    $0.grouped(by: \.service)
  }
}
