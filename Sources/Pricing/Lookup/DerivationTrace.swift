import Ledger

extension PriceSearch {
  /// The derivation in force at `place`.
  func derivation(at place: Place) -> History<Derivation>.Entry? {
    derivations.entry(at: place)
  }

  /// Returns the derivations for `unitClass` that did not decide `found` and would give another price:
  /// one that a quote beats, one that is less special, and the neighbours in time of the one that counts.
  func derivationsPassedOver(
    for found: FoundPrice, of unitClass: UnitClass, inBandOver threshold: Int64?
  ) throws(BookProblem) -> [SkippedCandidate] {
    guard let used = found.places.dropFirst().last else {
      guard let derived = try derivedPrice(of: unitClass, inBandOver: threshold),
        derived.perUnit != found.perUnit, let place = derived.places.last,
        let entry = derivations.entry(at: place)
      else { return [] }
      return [entry.passedOver(for: unitClass, .quoted(by: found.places[0]))]
    }
    guard let counted = derivations.entry(at: used) else { return [] }
    let candidates = derivations.histories(of: wanted(unitClass), model: list.model)
    return candidates.flatMap(\.entries).compactMap { entry in
      guard entry.place != used, entry.value.states(otherThan: counted.value) else { return nil }
      if entry.value.key == counted.value.key {
        return derivations.histories[entry.value.key]?.neighbour(entry.place, of: used)
          .map { entry.passedOver(for: unitClass, $0) }
      }
      guard entry.validity.contains(instant) else { return nil }
      return entry.passedOver(for: unitClass, .lessSpecial(than: used))
    }
  }
}

/// The derivations that a price follows which nothing quotes.
package struct DerivationChain: Sendable {
  /// The price that the entries derive.
  package let derived: PricedClass
  /// In the order in which they lead to the source; none where no derivation speaks for it.
  package let entries: [History<Derivation>.Entry]
  /// The source of the last entry, which is one of those on the way if they form a cycle.
  package let source: PricedClass
  package let leadsBack: Bool

  /// Returns the source price of the entry with an index.
  func source(after index: Int) -> PricedClass {
    entries[...index].reduce(derived) { $1.value.source(of: $0) }
  }
}

extension DerivationBook {
  /// Returns the derivations that speak for a class at `instant`, each for what the one before takes it from.
  package func chain(
    of derived: PricedClass, model: ModelKey, at instant: Instant
  ) -> DerivationChain {
    var entries: [History<Derivation>.Entry] = []
    var steps = [derived]
    while let last = steps.last,
      let entry = derivation(of: last, model: model, at: instant)
    {
      let source = entry.value.source(of: last)
      entries.append(entry)
      if steps.contains(source) {
        return DerivationChain(
          derived: derived, entries: entries, source: source, leadsBack: true)
      }
      steps.append(source)
    }
    return DerivationChain(
      derived: derived, entries: entries, source: steps[steps.count - 1], leadsBack: false)
  }

  /// Returns the row that would speak for a class at other times, where none does at `instant`.
  package func outOfForce(
    _ derived: PricedClass, model: ModelKey, at instant: Instant
  ) -> SkippedCandidate? {
    let rows = histories(of: derived, model: model).flatMap(\.entries)
    guard !rows.contains(where: { $0.validity.contains(instant) }),
      let row = notKnown(derived, model: model, at: instant)
        ?? Pricing.outOfForce(rows, at: instant)
    else { return nil }
    return SkippedCandidate(
      place: row.place, unitClass: derived.unitClass,
      statement: .factor(trillionths: row.value.factorTrillionths, of: row.value.fromClass),
      reason: .outOfForce(row.reason))
  }

  /// The row at `place`, if it counts at any time.
  func entry(at place: Place) -> History<Derivation>.Entry? {
    for history in histories.values {
      if let entry = history.entries.first(where: { $0.place == place }) { return entry }
    }
    return nil
  }
}

extension Derivation {
  fileprivate func states(otherThan other: Derivation) -> Bool {
    factorTrillionths != other.factorTrillionths || fromClass != other.fromClass
  }
}

extension History<Derivation>.Entry {
  fileprivate func passedOver(
    for unitClass: UnitClass, _ reason: SkippedCandidate.Reason
  ) -> SkippedCandidate {
    SkippedCandidate(
      place: place, unitClass: unitClass,
      statement: .factor(trillionths: value.factorTrillionths, of: value.fromClass),
      reason: reason)
  }
}
