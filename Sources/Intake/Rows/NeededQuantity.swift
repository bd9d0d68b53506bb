import Ledger

extension LedgerLayout {
  /// Whether a request that counts nothing used something that is not stated: a call of images, sound or pages is never 0.
  ///
  /// Formats of others say themselves what is not stated.
  func needsQuantity(model: String, service: String) -> Bool {
    (usage == .native || usage == .mapping)
      && (MediaWord.isModel(model) || MediaWord.isCall(service))
  }
}
