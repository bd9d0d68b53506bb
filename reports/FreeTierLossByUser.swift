extension Report {
  /// What each user of a free tier cost us, largest loss first.
  static let freeTierLossByUser = Report("free-tier-loss-by-user") { input in
    FreeTierLossTable.make(
      by: "user",
      input.freeUsers.map { GroupedTotals(key: .text($0.key), totals: $0.totals) }
        .largestLossFirst)
  }
}
