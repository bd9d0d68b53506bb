import Ledger

extension PriceBook {
  /// Prices that a model has both before and after a derivation begins or ends, and that are others for it; one per
  /// model, time, class and service tier, of the first region and band in which it is so.
  func derivedChanges(_ time: EventTime, _ derivations: DerivationBook) -> [PriceEvent] {
    let models = Dictionary(grouping: models.keys, by: \.provider)
    return derivations.turns.flatMap { turn -> [PriceEvent] in
      guard let kind = time.kind(of: turn, recordedAt: nil) else { return [] }
      return models.flatMap { provider, models -> [PriceEvent] in
        let turned = derivations.turned(at: turn, for: provider)
        if turned.isEmpty { return [] }
        return models.flatMap { model -> [PriceEvent] in
          guard let list = prices(of: model, at: turn) else { return [] }
          return turned.compactMap { derived in
            PriceBook.change(of: derived, in: list, derivations, at: turn, kind)
          }
        }
      }
    }
  }

  private static func change(
    of derived: PricedClass, in list: PriceList, _ derivations: DerivationBook, at turn: Instant,
    _ kind: PriceEvent.Kind
  ) -> PriceEvent? {
    let regions =
      derived.region.isEmpty
      ? Set(list.quotes.keys.map(\.region)).union([.empty]).sorted() : [derived.region]
    for region in regions {
      func search(at instant: Instant) -> PriceSearch {
        PriceSearch(
          list: list, derivations: derivations, at: instant, serviceTier: derived.serviceTier,
          region: region)
      }
      let (before, after) = (search(at: turn.justBefore), search(at: turn))
      // The first price of a region changes none: that of any region only stood in for it.
      if before.takesAnyRegion || after.takesAnyRegion { continue }
      for band in [nil] + list.thresholds.map(Optional.some) {
        guard let old = before.fittingPrice(of: derived.unitClass, above: band),
          let new = after.fittingPrice(of: derived.unitClass, above: band),
          old.perUnit != new.perUnit
        else { continue }
        let key = Price.Key(
          provider: list.model.provider, model: list.model.model, unitClass: derived.unitClass,
          serviceTier: derived.serviceTier, region: region, contextOver: band)
        // The row that derives it now, or the one that no longer does.
        let (was, now) = (old.places.dropFirst(), new.places.dropFirst())
        let row = now.last { !was.contains($0) } ?? was.last { !now.contains($0) }
        return PriceEvent(
          key: key, kind: kind, old: old.perUnit, new: new.perUnit, effectiveFrom: turn,
          recordedAt: nil, place: row ?? new.places[0], cause: .derivation, replaced: nil)
      }
    }
    return nil
  }
}

extension DerivationBook {
  /// The instants at which a derivation begins or ends, in time order.
  fileprivate var turns: [Instant] {
    Set(boundaries).subtracting([.distantPast, .distantFuture]).sorted()
  }

  /// The prices of a provider that may be derived otherwise from an instant on, sorted: what another derivation is for
  /// then, and what is derived from that in turn.
  fileprivate func turned(at instant: Instant, for provider: Name) -> [PricedClass] {
    let own = histories.filter { $0.key.provider == nil || $0.key.provider == provider }
    var turned: Set<PricedClass> = []
    var sources: [(of: PricedClass, from: PricedClass)] = []
    for (key, history) in own {
      let (before, after) = (history.entry(at: instant.justBefore), history.entry(at: instant))
      let tiers =
        key.serviceTier.isEmpty
        ? serviceTiers.union([RateKey.standardServiceTier]) : [key.serviceTier]
      for unitClass in key.unitClass.map({ [$0] }) ?? UnitClass.allCases {
        for tier in tiers {
          let derived = PricedClass(unitClass: unitClass, serviceTier: tier, region: key.region)
          if before?.value != after?.value { turned.insert(derived) }
          for entry in [before, after].compactMap(\.self) {
            sources.append((derived, entry.value.source(of: derived)))
          }
        }
      }
    }
    var count = -1
    while count != turned.count {
      count = turned.count
      for source in sources where turned.contains(source.from) { turned.insert(source.of) }
    }
    return turned.sorted()
  }
}
