import Ledger

extension PriceBook {
  /// Quoted prices of a key that end and leave its requests to another price: of the base band, of any region, or
  /// derived.
  ///
  /// Where there is none the requests have no price, which is no change of it, but a fee falls to 0.
  func ends(
    of key: Price.Key, _ history: History<Price>, _ time: EventTime, _ derivations: DerivationBook
  ) -> [PriceEvent] {
    let starts = Set(history.entries.map(\.validity.from))
    return history.entries.compactMap { entry in
      let end = entry.validity.to
      let recordedAt = row(at: entry.place)?.recordedAt
      guard end != .distantFuture, !starts.contains(end),
        let kind = time.kind(of: end, recordedAt: recordedAt),
        let old = paid(key, at: end.justBefore, derivations)
      else { return nil }
      let new = paid(key, at: end, derivations)
      let isPriced = prices(of: key.modelKey, at: end) != nil
      guard new != nil || (key.unitClass == .request && isPriced), old != new ?? .zero else {
        return nil
      }
      return PriceEvent(
        key: key, kind: kind, old: old, new: new, effectiveFrom: end, recordedAt: recordedAt,
        place: entry.place, cause: .end, replaced: nil)
    }
  }

  /// What requests paid for a key before an instant at which rows of its model were recorded, and what with them, each
  /// nil where they had no price; nil where the model had none at all.
  func paid(
    _ key: Price.Key, asRecordedAt instant: Instant, _ derivations: DerivationBook
  ) -> (before: Money?, after: Money?)? {
    let model = key.modelKey
    // A catalog has thousands of models of which the book had none.
    guard rows(of: model).contains(where: { $0.recordedAt.map { $0 < instant } ?? true }) else {
      return nil
    }
    return (
      before(instant, of: model).paid(key, at: instant, derivations),
      known(at: instant, of: model).paid(key, at: instant, derivations)
    )
  }

  /// What requests pay at `instant` for which a key is looked up first; nil where they have no price.
  private func paid(
    _ key: Price.Key, at instant: Instant, _ derivations: DerivationBook
  ) -> Money? {
    let model = key.modelKey
    guard let list = prices(of: model, at: instant) else { return nil }
    let search = PriceSearch(
      list: list, derivations: derivations, at: instant, serviceTier: key.serviceTier,
      region: key.region)
    return search.fittingPrice(of: key.unitClass, above: key.contextOver)?.perUnit
  }
}
