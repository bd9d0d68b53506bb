import Ledger
import Pricing

/// Everything that rating depends on besides the ledger: one immutable value.
package struct Books: Sendable {
  package let settings: Settings
  package let prices: PriceBook
  package let derivations: DerivationBook
  package let aliases: AliasBook
  package let models: ModelBook
  package let multipliers: MultiplierBook
  package let plans: PlanBook
  /// The tiers of requests that state none, given before they are rated.
  package let accounts: AccountBook
  /// A book says what customers pay, or the ledger recorded credits.
  ///
  /// Else nothing is charged, and what usage earns is not known.
  package let isSold: Bool

  package init(
    settings: Settings, prices: PriceBook, derivations: DerivationBook, aliases: AliasBook,
    models: ModelBook, multipliers: MultiplierBook, plans: PlanBook,
    accounts: AccountBook = .empty, isSold: Bool = true
  ) {
    self.settings = settings
    self.prices = prices
    self.derivations = derivations
    self.aliases = aliases
    self.models = models
    self.multipliers = multipliers
    self.plans = plans
    self.accounts = accounts
    self.isSold = isSold
  }

  /// Returns what the model's name means in requests of `kind`.
  package func meanings(of kind: RateKey) -> NameMeanings {
    meanings(of: ModelKey(provider: kind.provider, model: kind.model))
  }

  /// Returns what a name means that a ledger has for a model: what the names of its provider make of it, else, where
  /// that has no price, what those under another name of the provider do.
  ///
  /// A name that the books do not have as it is, and that starts with its provider and a stroke as in
  /// `openai/gpt-5`, is that of the rest, where this has a price.
  package func meanings(of key: ModelKey) -> NameMeanings {
    let written = meanings(ofWritten: key)
    guard written.models == [key.model], !prices.knows(key) else { return written }
    for name in key.restsAfterProvider + [RegionNames.rest(of: key)].compactMap(\.self) {
      let rest = meanings(ofWritten: name)
      if rest.models.contains(where: { prices.knows(ModelKey(provider: key.provider, model: $0)) })
      {
        return rest
      }
    }
    return written
  }

  /// Returns the meanings of a name as written.
  ///
  /// If a row under its own name gives it a meaning, the prices of that meaning may be under another name. At times without
  /// such a row, rows under another name apply.
  private func meanings(ofWritten key: ModelKey) -> NameMeanings {
    let own = aliases.meanings(of: key.model, provider: key.provider, isModel: prices.states(key))
    let others = ProviderNames.others(of: key.provider)
    if others.isEmpty || own.models.contains(where: { states($0, of: key.provider) }) { return own }
    let shared = others.lazy.map {
      (names: aliases.meanings(of: key.model, provider: $0, isModel: states(key.model, of: $0)), $0)
    }.first { names, other in names.models.contains { states($0, of: other) } }?.names
    let named = aliases.meanings(
      of: key.model, provider: key.provider, isModel: prices.knows(key))
    let isNamed = named.models.contains {
      $0 != key.model && prices.knows(ModelKey(provider: key.provider, model: $0))
    }
    guard isNamed else { return shared ?? own }
    return shared.map(named.followed) ?? named
  }

  private func states(_ model: Name, of provider: Name) -> Bool {
    prices.states(ModelKey(provider: provider, model: model))
  }

  /// The instants at which what a model costs may change, in no order, some of them several times.
  ///
  /// Prices under another name of the vendor are derived by the rules for that name.
  package func priceBoundaries(of model: ModelKey) -> [Instant] {
    let priced = prices.key(of: model) ?? model
    return prices.boundaries(of: priced) + derivations.boundaries(of: priced.provider)
  }

  /// The instants at which anything in the books may change, in no order.
  package var boundaries: [Instant] {
    prices.boundaries + derivations.boundaries + aliases.boundaries + models.boundaries
      + multipliers.boundaries + plans.boundaries + settings.creditValues.boundaries
      + settings.creditIncrements.boundaries
  }

  /// The books with some of them replaced; usage that is sold stays so, and other multipliers or plans sell it.
  package func with(
    settings: Settings? = nil, prices: PriceBook? = nil, derivations: DerivationBook? = nil,
    aliases: AliasBook? = nil, multipliers: MultiplierBook? = nil, plans: PlanBook? = nil,
    isSold: Bool = false
  ) -> Books {
    Books(
      settings: settings ?? self.settings, prices: prices ?? self.prices,
      derivations: derivations ?? self.derivations, aliases: aliases ?? self.aliases,
      models: models, multipliers: multipliers ?? self.multipliers, plans: plans ?? self.plans,
      accounts: accounts,
      isSold: isSold || self.isSold || multipliers?.isEmpty == false || plans?.isEmpty == false)
  }

  /// The same books without a single price.
  package var withoutPrices: Books { with(prices: Books.empty.prices) }

  /// Books without a row, by which nothing has a price.
  package static let empty: Books = {
    var faults: [BookProblem] = []
    let settings = Settings()
    return Books(
      settings: settings, prices: PriceBook([], knownAt: nil, faults: &faults),
      derivations: DerivationBook([], knownAt: nil, faults: &faults),
      aliases: AliasBook([], knownAt: nil, faults: &faults),
      models: ModelBook([], knownAt: nil, faults: &faults),
      multipliers: MultiplierBook(
        [], fallback: settings.defaultMultiplier, knownAt: nil, faults: &faults),
      plans: PlanBook([], knownAt: nil, faults: &faults))
  }()
}
