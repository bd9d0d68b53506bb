import Ledger

/// The rule by which a price that is not quoted follows from another.
package struct Derivation: Hashable, Sendable {
  package let key: Key
  /// Nil takes the same class at the standard service tier.
  package let fromClass: UnitClass?
  /// The factor × 10¹².
  package let factorTrillionths: Int128

  package init(key: Key, fromClass: UnitClass?, factorTrillionths: Int128) {
    self.key = key
    self.fromClass = fromClass
    self.factorTrillionths = factorTrillionths
  }

  package static let factorDecimals = 12

  /// The scope of a derivation: the price that it gives.
  package struct Key: Hashable, Sendable {
    /// Nil is any provider.
    package let provider: Name?
    /// Nil is any class.
    package let unitClass: UnitClass?
    /// Empty, where there is a region, is any.
    package let serviceTier: Name
    /// Requests of that region alone, `*` of any; empty is whatever region.
    package let region: Name
    package let models: ModelList

    package init(
      provider: Name?, unitClass: UnitClass?, serviceTier: Name, region: Name = .empty,
      models: ModelList = ModelList()
    ) {
      self.provider = provider
      self.unitClass = unitClass
      self.serviceTier = serviceTier
      self.region = region
      self.models = models
    }

    /// The key in words, for messages.
    var words: String {
      var words = "\(provider?.description ?? "*") \(unitClass?.name ?? "every class")"
      words += " \(serviceTier.isEmpty ? "at every service tier" : serviceTier.description)"
      if !region.isEmpty {
        words += " in \(region == RegionNames.any ? "any region" : "\(region)")"
      }
      return models.isEmpty ? words : words + " of \(models.text)"
    }
  }

  /// The source is what the derivation is for, so it never gives a price.
  fileprivate var leadsToItself: Bool {
    if !key.region.isEmpty { return false }
    guard let fromClass else { return key.serviceTier == RateKey.standardServiceTier }
    return fromClass == key.unitClass
  }

  /// Returns the source price of `derived`.
  ///
  /// For a region, it is the price of the request without the region.
  func source(of derived: PricedClass) -> PricedClass {
    let unitClass = fromClass ?? derived.unitClass
    if !key.region.isEmpty {
      return PricedClass(unitClass: unitClass, serviceTier: derived.serviceTier)
    }
    return PricedClass(
      unitClass: unitClass,
      serviceTier: fromClass == nil ? RateKey.standardServiceTier : derived.serviceTier,
      region: derived.region)
  }

  /// The factor as a decimal.
  package var factor: String {
    DecimalText.string(factorTrillionths, scale: Derivation.factorDecimals)
  }
}

/// A class at a service tier in a region, for which there may be a price.
package struct PricedClass: Hashable, Sendable {
  package let unitClass: UnitClass
  package let serviceTier: Name
  /// Empty is none.
  package let region: Name

  package init(unitClass: UnitClass, serviceTier: Name, region: Name = .empty) {
    self.unitClass = unitClass
    self.serviceTier = serviceTier
    self.region = region
  }
}

extension PricedClass: Comparable {
  /// By service tier, region, then class.
  package static func < (left: PricedClass, right: PricedClass) -> Bool {
    (left.serviceTier, left.region, left.unitClass.rawValue)
      < (right.serviceTier, right.region, right.unitClass.rawValue)
  }
}

/// The rules by which prices follow from others, by day.
package struct DerivationBook: Sendable {
  let histories: [Derivation.Key: History<Derivation>]
  /// The rows recorded after the known-at instant.
  private let later: [DatedRow<Derivation>]
  /// The keys by what they have besides their models.
  private let byScope: [Derivation.Key: [Derivation.Key]]
  /// The keys that are for a region.
  private let regional: [Derivation.Key]

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  package init(
    _ rows: [DatedRow<Derivation>], knownAt: Instant?,
    faults: inout [BookProblem]
  ) {
    for row in rows where row.isKnown(at: knownAt) && row.value.leadsToItself {
      faults.append(BookProblem(.derivesFromItself, at: row.place))
    }
    histories = Pricing.histories(
      rows, knownAt: knownAt, key: \.key, what: { "derivation \($0.key.words)" },
      allowsOverlap: true, faults: &faults)
    later = rows.filter { !$0.isKnown(at: knownAt) }
    (byScope, regional) = DerivationBook.index(histories)
  }

  private static func index(
    _ histories: [Derivation.Key: History<Derivation>]
  ) -> (byScope: [Derivation.Key: [Derivation.Key]], regional: [Derivation.Key]) {
    let keys = histories.keys.sorted { $0.words < $1.words }
    return (Dictionary(grouping: keys, by: \.ofEveryModel), keys.filter { !$0.region.isEmpty })
  }

  private init(_ book: DerivationBook, histories: [Derivation.Key: History<Derivation>]) {
    self.histories = histories
    later = book.later
    (byScope, regional) = DerivationBook.index(histories)
  }

  /// Returns the book with what it has in force at `instant`, for all time.
  package func fixing(at instant: Instant) -> DerivationBook {
    DerivationBook(self, histories: histories.compactMapValues { $0.fixed(at: instant) })
  }

  /// The instants at which a derivation for `provider` begins or ends.
  package func boundaries(of provider: Name) -> [Instant] {
    histories.filter { $0.key.provider == nil || $0.key.provider == provider }.values
      .flatMap(\.boundaries)
  }

  /// The instants at which any derivation begins or ends.
  package var boundaries: [Instant] { histories.values.flatMap(\.boundaries) }

  /// Everything that some derivation gives a price for.
  package var keys: Set<Derivation.Key> { Set(histories.keys) }

  /// Every service tier that some derivation is for.
  package var serviceTiers: Set<Name> {
    Set(histories.keys.map(\.serviceTier)).subtracting([.empty])
  }

  /// The regions that some derivation for a model names.
  package func regions(of model: ModelKey) -> Set<Name> {
    Set(regional.filter { $0.isFor(model) }.map(\.region)).subtracting([RegionNames.any])
  }

  /// True if a derivation for any region, even one of no request, covers `model` at `instant`.
  func isRegional(_ model: ModelKey, at instant: Instant) -> Bool {
    regional.contains { $0.isFor(model) && histories[$0]?.entry(at: instant) != nil }
  }

  /// Returns the derivation that speaks for a class of a model at `instant`; nil when none does.
  ///
  /// One for the region wins over one for none, a named provider over any, then a named class over any, then one that
  /// names the region, service tier and model over those that do not, then the latest start.
  package func derivation(
    of derived: PricedClass, model: ModelKey, at instant: Instant
  ) -> History<Derivation>.Entry? {
    var best: History<Derivation>.Entry?
    for scope in scopes(of: derived, provider: model.provider) {
      var bestFit = -1
      for key in byScope[scope, default: []] {
        guard let fit = key.models.fit(model.model), let entry = histories[key]?.entry(at: instant)
        else { continue }
        let isLater = best.map { $0.validity.from < entry.validity.from } ?? true
        if fit > bestFit || fit == bestFit && isLater { (best, bestFit) = (entry, fit) }
      }
      if let best { return best }
    }
    return nil
  }

  /// The rows that may speak for a class of a model, whenever: those of a key that wins over others before theirs.
  func histories(of derived: PricedClass, model: ModelKey) -> [History<Derivation>] {
    scopes(of: derived, provider: model.provider).flatMap { scope in
      byScope[scope, default: []].compactMap { key in
        key.models.fit(model.model).map { (fit: $0, key: key) }
      }.sorted { $0.fit > $1.fit }.compactMap { histories[$0.key] }
    }
  }

  /// Keys without their models, the one that wins first.
  private func scopes(of derived: PricedClass, provider: Name) -> [Derivation.Key] {
    let named: [(provider: Name?, unitClass: UnitClass?)] = [
      (provider, derived.unitClass), (provider, nil), (nil, derived.unitClass), (nil, nil),
    ]
    func scopes(_ tiers: [Name], _ regions: [Name]) -> [Derivation.Key] {
      named.flatMap { provider, unitClass in
        regions.flatMap { region in
          tiers.map {
            Derivation.Key(
              provider: provider, unitClass: unitClass, serviceTier: $0, region: region)
          }
        }
      }
    }
    let plain = scopes([derived.serviceTier], [.empty])
    return derived.region.isEmpty
      ? plain : scopes([derived.serviceTier, .empty], [derived.region, RegionNames.any]) + plain
  }

  /// Returns the row that would speak for a class at `instant`, had it not been recorded later than what is known; nil
  /// where there is none.
  package func notKnown(
    _ derived: PricedClass, model: ModelKey, at instant: Instant
  ) -> OutOfForce<Derivation>? {
    let scopes = Set(scopes(of: derived, provider: model.provider))
    return later.filter { row in
      scopes.contains(row.value.key.ofEveryModel) && row.value.key.isFor(model)
    }.firstNotKnown(at: instant)
  }
}

extension Derivation.Key {
  fileprivate func isFor(_ model: ModelKey) -> Bool {
    (provider.map { $0 == model.provider } ?? true) && models.fit(model.model) != nil
  }

  /// The same key for every model.
  fileprivate var ofEveryModel: Derivation.Key {
    Derivation.Key(
      provider: provider, unitClass: unitClass, serviceTier: serviceTier, region: region)
  }
}
