extension Report {
  /// Revenue less vendor cost for each day in the reporting zone.
  static let marginByDay = Report("margin-by-day") { input in
    MarginTable.make(by: "day", keyKind: .day, input.facts.groupedByDay())
  }
}
