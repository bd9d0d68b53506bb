import Ledger

/// Why a class of a request costs what it does: the quoted row, what was derived from it, and the rows
/// that were passed over.
package struct PriceTrace: Sendable {
  package let unitClass: UnitClass
  package let perUnit: Money
  /// The row that quotes a price, of this class or of the one that this is derived from.
  package let quote: DatedRow<Price>
  /// The derivations applied to the quote, in order; none for a quoted class.
  package let derivations: [History<Derivation>.Entry]
  /// In the order of the books.
  package let passedOver: [SkippedCandidate]

  /// Traces `found`, the price of `unitClass` that `search` gave.
  package init(
    _ found: FoundPrice, of unitClass: UnitClass, search: PriceSearch, prices: PriceBook
  ) throws(BookProblem) {
    guard let first = found.places.first, let quote = prices.row(at: first) else {
      preconditionFailure("a price that was found is in a row of the book")
    }
    self.unitClass = unitClass
    self.quote = quote
    perUnit = found.perUnit
    derivations = found.places.dropFirst().compactMap { search.derivation(at: $0) }
    precondition(
      derivations.count == found.places.count - 1, "a derivation that was applied is in force")
    var rows = prices.passedOver(for: quote, region: search.region, at: search.instant)
    rows += try search.derivationsPassedOver(
      for: found, of: unitClass, inBandOver: quote.value.key.contextOver)
    passedOver = rows.inBookOrder
  }
}

extension [SkippedCandidate] {
  /// By file and line.
  var inBookOrder: [SkippedCandidate] { sorted { $0.place < $1.place } }
}

extension PriceBook {
  /// Returns the rows of the class of `used` that differ from it in one thing only and state another
  /// price: a correction, a neighbouring period, a band, a region or a service tier; and the request's
  /// region's own prices of other bands, where `used` is for any region.
  func passedOver(
    for used: DatedRow<Price>, region: Name, at instant: Instant
  ) -> [SkippedCandidate] {
    let key = used.value.key
    return rows.compactMap { row in
      guard row.value.key.provider == key.provider, row.value.key.model == key.model,
        row.value.key.unitClass == key.unitClass, row.place != used.place,
        row.value.perUnit != used.value.perUnit,
        let reason = reason(for: row, used, region, instant)
      else { return nil }
      return SkippedCandidate(
        place: row.place, unitClass: key.unitClass, statement: .price(row.value.perUnit),
        reason: reason)
    }
  }

  /// Returns the rows of the model, and of one class unless that is nil, that do not fit a request without
  /// a price: out of force, not known, or for another service tier, region or size.
  ///
  /// They may be under another name of its provider.
  package func unfit(
    _ model: ModelKey, unitClass: UnitClass?, serviceTier: Name, region: Name, at instant: Instant
  ) -> [SkippedCandidate] {
    var unfit: [SkippedCandidate] = []
    func note(_ row: Price, _ place: Place, _ reason: SkippedCandidate.Reason) {
      unfit.append(
        SkippedCandidate(
          place: place, unitClass: row.key.unitClass, statement: .price(row.perUnit),
          reason: reason))
    }
    for (key, history) in histories(of: model)
    where unitClass == nil || key.unitClass == unitClass {
      guard let entry = history.entry(at: instant) else {
        for row in history.neighbours(of: instant) {
          note(row.value, row.place, .outOfForce(row.reason))
        }
        continue
      }
      if key.serviceTier != serviceTier {
        note(entry.value, entry.place, .serviceTier(key.serviceTier))
      } else if !key.region.isEmpty && key.region != region {
        note(entry.value, entry.place, .region(key.region))
      } else if entry.value.perUnit == nil {
        note(entry.value, entry.place, .notKnown)
      } else if key.contextOver != nil {
        note(entry.value, entry.place, .band(over: key.contextOver))
      } else if key.region.isEmpty && !region.isEmpty {
        note(entry.value, entry.place, .byRegion)
      }
    }
    for row in rows(of: key(of: model) ?? model)
    where unitClass == nil || row.value.key.unitClass == unitClass {
      if let recordedAt = row.recordedAt, !row.isKnown(at: knownAt), row.holds(at: instant) {
        note(row.value, row.place, .outOfForce(.notKnown(recordedAt: recordedAt)))
      }
    }
    return unfit.inBookOrder
  }

  /// Returns the first row that would price a model's class in any request at `instant`, had it not been recorded later than
  /// what is known; nil where there is none.
  package func notKnown(
    _ model: ModelKey, _ unitClass: UnitClass, serviceTier: Name, at instant: Instant
  ) -> OutOfForce<Price>? {
    rows(of: key(of: model) ?? model).filter {
      let key = $0.value.key
      return key.unitClass == unitClass && key.serviceTier == serviceTier
        && key.region.isEmpty && key.contextOver == nil && !$0.isKnown(at: knownAt)
    }.firstNotKnown(at: instant)
  }

  /// When the last price of a class ended, where none has started since and until an instant; nil where none ended.
  package func lastEnd(
    _ model: ModelKey, _ wanted: PricedClass, over: Int64?, before instant: Instant
  ) -> Instant? {
    let last = rows(of: key(of: model) ?? model).filter { row in
      let key = row.value.key
      return key.unitClass == wanted.unitClass && key.serviceTier == wanted.serviceTier
        && key.region == wanted.region && key.contextOver == over && row.from <= instant
        && row.isKnown(at: knownAt)
    }.max { $0.from < $1.from }
    guard let end = last?.to, end <= instant else { return nil }
    return end
  }

  private func reason(
    for row: DatedRow<Price>, _ used: DatedRow<Price>, _ region: Name, _ instant: Instant
  ) -> SkippedCandidate.Reason? {
    let (key, wanted) = (row.value.key, used.value.key)
    if !row.isKnown(at: knownAt) {
      return key == wanted && row.holds(at: instant)
        ? row.recordedAt.map { .outOfForce(.notKnown(recordedAt: $0)) } : nil
    }
    if sources.rank(of: row.place) > sources.rank(of: used.place) {
      return key == wanted && row.holds(at: instant) ? .outranked(by: used.place) : nil
    }
    if key == wanted { return otherVersion(row, used) }
    let entry = history(of: key)?.entry(at: instant)
    guard entry?.place == row.place else { return nil }
    let isTier = key.serviceTier == wanted.serviceTier
    let isRegion = key.region == wanted.region
    let isBand = key.contextOver == wanted.contextOver
    switch (isTier, isRegion, isBand) {
    case (false, true, true): return .serviceTier(key.serviceTier)
    case (true, false, true): return key.region.isEmpty ? .noRegion : .region(key.region)
    case (true, false, false) where wanted.region.isEmpty && key.region == region:
      return .band(over: key.contextOver)
    case (true, true, false): return .band(over: key.contextOver)
    default: return nil
    }
  }

  /// A row of the same key: corrected, or of the period next to the one that counts.
  private func otherVersion(
    _ row: DatedRow<Price>, _ used: DatedRow<Price>
  ) -> SkippedCandidate.Reason? {
    let isOfOneBook = sources.rank(of: row.place) == sources.rank(of: used.place)
    if row.from == used.from && isOfOneBook {
      return .corrected(from: row.from, by: used.place, recordedAt: used.recordedAt)
    }
    let key = used.value.key
    let history = history(of: key)
    return history?.neighbour(row.place, of: used.place)
  }
}

extension History {
  /// Why the row at `place` does not count where the one at `used` does, when they are neighbours in time.
  func neighbour(_ place: Place, of used: Place) -> SkippedCandidate.Reason? {
    guard let index = entries.firstIndex(where: { $0.place == place }),
      let counted = entries.firstIndex(where: { $0.place == used })
    else { return nil }
    if index == counted - 1 { return .outOfForce(.ended(entries[index].validity.to)) }
    if index == counted + 1 { return .outOfForce(.begins(entries[index].validity.from)) }
    return nil
  }
}
