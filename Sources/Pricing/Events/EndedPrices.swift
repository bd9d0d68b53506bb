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

  /// Returns the price of a key without, and with, the rows recorded for its model at an instant.
  ///
  /// Each is nil if requests had no price; the result is nil if the model had none at all.
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

  /// Returns the price at `instant` that a request pays which looks up a key first; nil if none.
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
