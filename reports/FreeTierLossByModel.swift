extension Report {
  /// The free-tier loss of each model, largest first.
  static let freeTierLossByModel = FreeTierLossTable.report(by: .model, link: "largest loss first")
  {
    $0.grouped(by: \.model, where: \.terms.isFree).largestLossFirst
  }
}
