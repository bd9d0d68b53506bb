extension Report {
  /// Revenue less vendor cost for each account; requests without one share the empty name.
  static let marginByAccount = Report("margin-by-account") { input in
    MarginTable.make(by: "account", input.facts.grouped(byUser: \.account))
  }
}
