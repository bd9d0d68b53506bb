import Ledger

/// A price that a catalog states.
package struct CatalogQuote: Hashable, Sendable {
  package let key: Price.Key
  /// Nil where the catalog states a price that cannot be used: it is charged for, and the price is not known.
  package let perUnit: Money?
  /// The time that the catalog itself gives; nil is from ever, and for good.
  package let from: Instant?
  package let to: Instant?

  package init(key: Price.Key, perUnit: Money?, from: Instant? = nil, to: Instant? = nil) {
    self.key = key
    self.perUnit = perUnit
    self.from = from
    self.to = to
  }
}

/// Something in a catalog that no price row or alias was made of, and why: nothing is dropped in silence.
package struct CatalogNote: Hashable, Sendable {
  package let provider: String
  package let model: String
  /// The member of the catalog.
  package let field: String
  package let text: String
  package let reason: Reason
  package let line: Int

  /// Why it is not used.
  package enum Reason: String, Hashable, CaseIterable, Sendable {
    /// Negative or 9999999: the catalog does not know the price.
    case sentinel
    /// Null, or an object or list where a number is expected.
    case noNumber = "no_number"
    /// More than 18 decimals for one unit, or above 10⁶ USD.
    case scale
    /// A unit that price books do not have, such as pixels or characters.
    case unit
    /// A price for some hours of the day.
    case hours
    /// Two members state different prices of one class.
    case twoPrices = "two_prices"
    /// A rule for names that rows of aliases cannot state.
    case rule
    /// A name that no ledger can hold.
    case name
    /// An entry without a provider, or of another shape.
    case shape
    /// A key that is in the catalog again: the last counts.
    case twice
  }
}

/// The content of a public catalog at one time, in the terms of our books.
package struct Catalog: Sendable {
  /// Every model that the catalog names, with or without a price.
  package private(set) var models: Set<ModelKey> = []
  package private(set) var quotes: [CatalogQuote] = []
  /// The aliases that map names in ledgers to models.
  package private(set) var aliases: [Alias] = []
  package private(set) var notes: [CatalogNote] = []

  mutating func add(_ model: ModelKey) { models.insert(model) }
  mutating func add(_ quote: CatalogQuote) { quotes.append(quote) }
  mutating func add(_ alias: Alias) { aliases.append(alias) }

  /// Sets the prices of a model.
  mutating func replace(_ model: ModelKey, by quotes: [CatalogQuote]) {
    self.quotes.removeAll { $0.key.modelKey == model }
    self.quotes += quotes
  }

  mutating func note(
    _ reason: CatalogNote.Reason, _ model: ModelKey, field: String, text: String, line: Int
  ) {
    notes.append(
      CatalogNote(
        provider: model.provider.description, model: model.model.description, field: field,
        text: text.excerpt, reason: reason, line: line))
  }

  /// Notes that `key` is in the catalog again, on `line`.
  package mutating func noteAgain(_ key: String, line: Int) {
    notes.append(
      CatalogNote(
        provider: "", model: key.excerpt, field: "", text: "", reason: .twice, line: line))
  }

  /// Leaves out what is not known of models of which nothing is: another source may have prices of them.
  mutating func leaveOutModelsWithoutPrice() {
    let known = Set(quotes.filter { $0.perUnit != nil }.map(\.key.modelKey))
    quotes.removeAll { $0.perUnit == nil && !known.contains($0.key.modelKey) }
  }

  /// Returns the catalog with other names of providers.
  ///
  /// If two of its providers become one and both have a model, the model of the first by name
  /// counts. A note reports each difference of the other.
  package func calling(_ providers: [Name: Name]) -> Catalog {
    func ours(_ name: Name) -> Name { providers[name] ?? name }
    func ours(_ key: ModelKey) -> ModelKey {
      ModelKey(provider: ours(key.provider), model: key.model)
    }
    var owners: [ModelKey: Name] = [:]
    for key in quotes.map(\.key.modelKey) {
      let named = ours(key)
      owners[named] = owners[named].map { min($0, key.provider) } ?? key.provider
    }
    var catalog = Catalog()
    catalog.models = Set(models.map(ours))
    for quote in quotes {
      let key = quote.key.modelKey
      let named = quote.of(ours(key))
      if owners[named.key.modelKey] == key.provider { catalog.add(named) }
    }
    let stated = Set(catalog.quotes)
    catalog.notes = notes.map { $0.of(ours(Name($0.provider)).description) }
    for quote in quotes {
      let named = quote.of(ours(quote.key.modelKey))
      if owners[named.key.modelKey] != quote.key.provider, !stated.contains(named) {
        catalog.note(
          .twoPrices, quote.key.modelKey, field: quote.key.unitClass.name, text: "", line: 1)
      }
    }
    catalog.aliases = aliases.map { $0.of(ours($0.provider), model: $0.model) }
    return catalog
  }

  /// Returns the catalog with other names of models, each of its own provider.
  package func calling(_ models: [ModelKey: Name]) -> Catalog {
    func ours(_ key: ModelKey) -> ModelKey {
      ModelKey(provider: key.provider, model: models[key] ?? key.model)
    }
    var catalog = self
    catalog.models = Set(self.models.map(ours))
    catalog.quotes = quotes.map { $0.of(ours($0.key.modelKey)) }
    catalog.aliases = aliases.map { alias in
      let key = ModelKey(provider: alias.provider, model: alias.model)
      return alias.of(alias.provider, model: ours(key).model)
    }
    return catalog
  }

  /// Returns the catalog without the prices of some models, which it still has.
  package func withoutPrices(of models: Set<ModelKey>) -> Catalog {
    var catalog = self
    catalog.quotes.removeAll { models.contains($0.key.modelKey) }
    return catalog
  }

  /// Joins what several files of one catalog say.
  package mutating func add(_ other: Catalog) {
    models.formUnion(other.models)
    quotes += other.quotes
    aliases += other.aliases
    notes += other.notes
  }
}

extension CatalogQuote {
  /// The same price of another model.
  fileprivate func of(_ model: ModelKey) -> CatalogQuote {
    let key = Price.Key(
      provider: model.provider, model: model.model, unitClass: key.unitClass,
      serviceTier: key.serviceTier, region: key.region, contextOver: key.contextOver)
    return CatalogQuote(key: key, perUnit: perUnit, from: from, to: to)
  }
}

extension CatalogNote {
  /// The same note of another provider.
  fileprivate func of(_ provider: String) -> CatalogNote {
    CatalogNote(
      provider: provider, model: model, field: field, text: text, reason: reason, line: line)
  }
}

extension Alias {
  /// The same name for a model of a provider.
  fileprivate func of(_ provider: Name, model: Name) -> Alias {
    Alias(
      provider: provider, alias: alias, model: model, match: match, ignoresCase: ignoresCase)
  }
}

/// A file that is no catalog, or not of the kind that was named.
package struct CatalogFault: Error, Hashable, Sendable {
  package let line: Int
  package let column: Int
  package let code: String
  package let message: String
}
