extension Report {
  /// What each user of a free tier cost us, largest loss first.
  static let freeTierLossByUser = Report("free-tier-loss-by-user") { input in
    FreeTierLossTable.make(
      by: "user", input.facts.grouped(byUser: \.reported, where: \.terms.isFree).largestLossFirst)
  }
}
