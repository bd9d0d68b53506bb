extension Report {
  /// What the free tiers cost us for each model, largest loss first.
  static let freeTierLossByModel = Report("free-tier-loss-by-model") { input in
    FreeTierLossTable.make(
      by: "model", input.facts.grouped(by: \.model, where: \.terms.isFree).largestLossFirst)
  }
}
