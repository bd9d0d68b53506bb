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

  package init(
    settings: Settings, prices: PriceBook, derivations: DerivationBook, aliases: AliasBook,
    models: ModelBook, multipliers: MultiplierBook, plans: PlanBook
  ) {
    self.settings = settings
    self.prices = prices
    self.derivations = derivations
    self.aliases = aliases
    self.models = models
    self.multipliers = multipliers
    self.plans = plans
  }

  /// Returns what the model's name means in requests of `kind`.
  package func meanings(of kind: RequestKind) -> NameMeanings {
    let key = ModelKey(provider: kind.provider, model: kind.model)
    return aliases.meanings(
      of: kind.model, provider: kind.provider, isModel: prices.knows(key))
  }

  /// The same books without a single price.
  package var withoutPrices: Books {
    Books(
      settings: settings, prices: Books.empty.prices, derivations: derivations, aliases: aliases,
      models: models, multipliers: multipliers, plans: plans)
  }

  /// Books without a row, by which nothing has a price.
  package static let empty: Books = {
    var faults: [(fault: BookFault, place: Place)] = []
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
