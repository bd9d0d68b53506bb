extension Report {
  /// The free-tier loss of each user, largest first.
  static let freeTierLossByUser = FreeTierLossTable.report(by: .user) {
    $0.grouped(byUser: \.reported, where: \.terms.isFree).largestLossFirst
  }
}
