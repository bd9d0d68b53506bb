extension Report {
  /// Revenue less vendor cost for each account; requests without one share the empty name.
  static let marginByAccount = MarginTable.report(by: .account, .user(\.account))
}
