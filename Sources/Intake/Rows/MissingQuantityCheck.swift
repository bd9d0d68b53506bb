import Ledger

extension LedgerLayout {
  /// Returns true if a request without counts used something unstated.
  ///
  /// A call of images, sound or pages is never 0. Other formats state missing quantities
  /// themselves.
  func needsQuantity(model: String, service: String) -> Bool {
    (usage == .native || usage == .mapping)
      && (MediaKeywords.isModel(model) || MediaKeywords.isCall(service))
  }
}
