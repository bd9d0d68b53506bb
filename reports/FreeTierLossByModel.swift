extension Report {
  /// What the free tiers cost us for each model, largest loss first.
  static let freeTierLossByModel = FreeTierLossTable.report(by: .model, link: "largest loss first")
  {
    $0.grouped(by: \.model, where: \.terms.isFree).largestLossFirst
  }
}
