import Ledger

extension PriceSearch {
  /// The derivation in force that stands at `place`.
  func derivation(at place: Place) -> History<Derivation>.Entry? {
    derivations.entry(at: place)
  }

  /// Returns the derivations for `unitClass` that did not decide `found` and would give another price:
  /// one that a quote beats, one that is less special, and the neighbours in time of the one that counts.
  func derivationsPassedOver(
    for found: FoundPrice, of unitClass: UnitClass, inBandOver threshold: Int64?
  ) throws(BookProblem) -> [PassedOverRow] {
    guard let used = found.places.dropFirst().last else {
      guard let derived = try derivedPrice(of: unitClass, inBandOver: threshold),
        derived.perUnit != found.perUnit, let place = derived.places.last,
        let entry = derivations.entry(at: place)
      else { return [] }
      return [entry.passedOver(for: unitClass, .quoted(by: found.places[0]))]
    }
    guard let counted = derivations.entry(at: used) else { return [] }
    return derivations.candidates(
      provider: list.model.provider, unitClass: unitClass,
      serviceTier: counted.value.key.serviceTier
    ).compactMap { entry in
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

extension DerivationBook {
  /// The row at `place`, if it counts at any time.
  func entry(at place: Place) -> History<Derivation>.Entry? {
    for history in histories.values {
      if let entry = history.entries.first(where: { $0.place == place }) { return entry }
    }
    return nil
  }

  /// Every row that may speak for a class, whenever.
  func candidates(
    provider: Name, unitClass: UnitClass, serviceTier: Name
  ) -> [History<Derivation>.Entry] {
    var entries: [History<Derivation>.Entry] = []
    for candidate in [provider, nil] as [Name?] {
      for named in [unitClass, nil] as [UnitClass?] {
        let key = Derivation.Key(provider: candidate, unitClass: named, serviceTier: serviceTier)
        entries += histories[key]?.entries ?? []
      }
    }
    return entries
  }
}

extension Derivation {
  fileprivate func states(otherThan other: Derivation) -> Bool {
    factorTrillionths != other.factorTrillionths || fromClass != other.fromClass
  }
}

extension History<Derivation>.Entry {
  fileprivate func passedOver(
    for unitClass: UnitClass, _ reason: PassedOverRow.Reason
  ) -> PassedOverRow {
    PassedOverRow(
      place: place, unitClass: unitClass,
      statement: .factor(trillionths: value.factorTrillionths, of: value.fromClass),
      reason: reason)
  }
}
