extension Report {
  /// Revenue less vendor cost for each service.
  static let marginByService = MarginTable.report(by: .service, link: "chat, batch and others") {
    $0.grouped(by: \.service)
  }
}
