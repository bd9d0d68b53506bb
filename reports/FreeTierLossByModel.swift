extension Report {
  /// The free-tier loss of each model, largest first.
  static let freeTierLossByModel = FreeTierLossTable.report(by: .model) {
    $0.grouped(by: \.model, where: \.terms.isFree).largestLossFirst
  }
}
