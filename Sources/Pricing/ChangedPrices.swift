import Ledger

extension PriceBook {
  /// The quoted prices of a model that a change is about.
  package struct Selection: Hashable, Sendable {
    package let model: ModelKey
    /// Nil is every class.
    package let unitClass: UnitClass?
    /// Nil is every service tier.
    package let serviceTier: Name?
    /// Nil is every region, and none.
    package let region: Name?
    /// Nil is every band.
    package let band: Band?

    /// The base band, or the one above a threshold.
    package enum Band: Hashable, Sendable {
      case base
      case over(Int64)
    }

    package init(
      model: ModelKey, unitClass: UnitClass?, serviceTier: Name?, region: Name?, band: Band?
    ) {
      self.model = model
      self.unitClass = unitClass
      self.serviceTier = serviceTier
      self.region = region
      self.band = band
    }

    /// The same prices of a model as another name of its provider has them.
    fileprivate func of(_ model: ModelKey) -> Selection {
      Selection(
        model: model, unitClass: unitClass, serviceTier: serviceTier, region: region, band: band)
    }

    /// The one key that is selected; nil where there may be several.
    fileprivate var key: Price.Key? {
      guard let unitClass, let serviceTier, let region, let band else { return nil }
      let threshold: Int64? = if case .over(let threshold) = band { threshold } else { nil }
      return Price.Key(
        provider: model.provider, model: model.model, unitClass: unitClass,
        serviceTier: serviceTier, region: region, contextOver: threshold)
    }

    fileprivate func contains(_ key: Price.Key) -> Bool {
      if let unitClass, unitClass != key.unitClass { return false }
      if let serviceTier, serviceTier != key.serviceTier { return false }
      if let region, region != key.region { return false }
      switch band {
      case nil: return true
      case .base: return key.contextOver == nil
      case .over(let threshold): return key.contextOver == threshold
      }
    }
  }

  /// How a price changes.
  package enum Change: Hashable, Sendable {
    /// The price of one unit.
    case to(Money)
    /// By so much of itself.
    case by(Percent)
  }

  /// Why a price cannot change as asked.
  package enum ChangeFault: Error, Hashable, Sendable {
    /// No quoted price is selected.
    case nothing
    /// The new price of one unit is not whole at 18 decimals, below 0 or above the limit of a book.
    case unfit(Price.Key)
  }

  /// Returns the book with every selected price changed throughout `time`, which may end for each at its own next row.
  ///
  /// A price is set where one is quoted at any time; a share is taken of what is in force at each instant.
  package func changing(
    _ selection: Selection, _ change: Change, during time: ChangeTime, place: Place
  ) throws(ChangeFault) -> PriceBook {
    var models = models
    let selection = selection.of(key(of: selection.model) ?? selection.model)
    var keys = models[selection.model, default: [:]].keys.filter(selection.contains)
      .sorted()
    if keys.isEmpty, case .to = change, knows(selection.model), let key = selection.key {
      // A class that has been derived so far may be quoted from now on.
      keys = [key]
    }
    if keys.isEmpty { throw .nothing }
    for key in keys {
      let history = models[selection.model]?[key] ?? History(entries: [])
      let validity = history.validity(of: time)
      switch change {
      case .to(let perUnit):
        models[selection.model]?[key] = history.setting(
          Price(key: key, perUnit: perUnit), during: validity, place: place)
      case .by(let percent):
        models[selection.model]?[key] = try history.mapping(during: validity, place: place) {
          price throws(ChangeFault) in
          Price(key: key, perUnit: try PriceBook.raised(price, by: percent))
        }
      }
    }
    return PriceBook(models: models, of: self)
  }

  private static func raised(_ price: Price, by percent: Percent) throws(ChangeFault) -> Money {
    let whole = 100 * powerOfTen(Percent.decimals)
    // A price is at most 10²⁴ and a share at most 10¹².
    let (raised, rest) = (price.perUnit.attodollars * (whole + Int128(percent.millionths)))
      .quotientAndRemainder(dividingBy: whole)
    guard rest == 0, raised >= 0, raised <= PriceBook.priceLimit.attodollars else {
      throw .unfit(price.key)
    }
    return Money(attodollars: raised)
  }
}

extension AliasBook {
  /// Returns the book by which `model` of `provider`, under whatever name, is `other` throughout `validity`.
  ///
  /// - Parameter others: the names of the provider besides, for which the model is the same.
  package func swapping(
    _ model: Name, for other: Name, of provider: Name, alsoNamed others: Set<Name> = [],
    during validity: Validity, place: Place
  ) -> AliasBook {
    let providers = others.union([provider])
    func swapped(_ history: History<Alias>) -> History<Alias> {
      guard let named = history.entries.first?.value.provider, providers.contains(named) else {
        return history
      }
      return history.mapping(during: validity, place: place) { alias in
        guard alias.model == model else { return alias }
        return Alias(
          provider: named, alias: alias.alias, model: other, match: alias.match,
          ignoresCase: alias.ignoresCase)
      }
    }
    var histories = histories.mapValues(swapped)
    let own = ModelKey(provider: provider, model: model)
    // Where the name itself means another model already, it goes on doing so.
    let folded = anyCase[ModelKey(provider: provider, model: model.lowercased)]?.entries ?? []
    let known = (self.histories[own]?.entries ?? []) + folded.filter { $0.value.model != model }
    let free = known.reduce([validity]) { parts, entry in
      parts.flatMap { $0.parts(outside: entry.validity) }
    }
    for part in free {
      histories[own] = (histories[own] ?? History(entries: [])).setting(
        Alias(provider: provider, alias: model, model: other), during: part, place: place)
    }
    return AliasBook(
      self, histories: histories, anyCase: anyCase.mapValues(swapped),
      rules: rules.mapValues { $0.map(swapped) })
  }

  /// Returns the book that says of names of `provider` itself what it says of those of another name of the vendor, at
  /// the times for which it has no row of `provider`.
  package func stating(of provider: Name, whatHoldsFor other: Name) -> AliasBook {
    func renamed(_ history: History<Alias>) -> History<Alias> {
      History(
        entries: history.entries.map {
          let alias = Alias(
            provider: provider, alias: $0.value.alias, model: $0.value.model,
            match: $0.value.match, ignoresCase: $0.value.ignoresCase)
          return History.Entry(value: alias, validity: $0.validity, place: $0.place)
        })
    }
    func joined(_ own: History<Alias>, _ theirs: History<Alias>) -> History<Alias> {
      own.entries.reduce(renamed(theirs)) { $0.without($1.validity) }.joined(with: own)
    }
    func joined(_ names: [ModelKey: History<Alias>]) -> [ModelKey: History<Alias>] {
      var all = names
      for (key, history) in names where key.provider == other {
        let own = ModelKey(provider: provider, model: key.model)
        all[own] = joined(names[own] ?? History(), history)
      }
      return all
    }
    var own = rules[provider, default: []]
    for history in rules[other, default: []] {
      let same = own.firstIndex {
        $0.entries.first?.value.isOfTheSameRule(as: history.entries.first?.value) ?? false
      }
      if let same {
        own[same] = joined(own[same], history)
      } else {
        own.append(renamed(history))
      }
    }
    return AliasBook(
      self, histories: joined(histories), anyCase: joined(anyCase),
      rules: rules.merging([provider: own]) { $1 })
  }
}

extension Alias {
  fileprivate func isOfTheSameRule(as other: Alias?) -> Bool {
    alias == other?.alias && match == other?.match && ignoresCase == other?.ignoresCase
  }
}
