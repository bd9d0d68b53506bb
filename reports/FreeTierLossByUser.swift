extension Report {
  /// What each user of a free tier cost us, largest loss first.
  static let freeTierLossByUser = FreeTierLossTable.report(by: .user, link: "largest loss first") {
    $0.grouped(byUser: \.reported, where: \.terms.isFree).largestLossFirst
  }
}
