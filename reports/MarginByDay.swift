extension Report {
  /// Revenue less vendor cost for each day in the reporting zone.
  static let marginByDay = MarginTable.report(by: .day, .day)
}
