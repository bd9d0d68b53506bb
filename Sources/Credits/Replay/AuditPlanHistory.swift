extension PlanHistory {
  /// Makes the history of an audit that was made with these books.
  package init(_ audit: CreditAudit, books: CreditBooks) {
    self.init(audit.played, audit.names, books)
  }
}
