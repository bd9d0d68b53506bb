import Ledger
import Pricing
import Rating

/// The rows of all books of a test; every book is known whole.
package struct TestBooks {
  package var settings: Settings
  package var prices: [DatedRow<Price>]
  package var derivations: [DatedRow<Derivation>]
  package var aliases: [DatedRow<Alias>]
  package var models: [DatedRow<ModelDescription>]
  package var multipliers: [DatedRow<MultiplierRow>]
  package var plans: [DatedRow<Plan>]

  package init(
    settings: Settings = Settings(), prices: [DatedRow<Price>] = [],
    derivations: [DatedRow<Derivation>] = [], aliases: [DatedRow<Alias>] = [],
    models: [DatedRow<ModelDescription>] = [], multipliers: [DatedRow<MultiplierRow>] = [],
    plans: [DatedRow<Plan>] = []
  ) {
    self.settings = settings
    self.prices = prices
    self.derivations = derivations
    self.aliases = aliases
    self.models = models
    self.multipliers = multipliers
    self.plans = plans
  }

  package var books: Books {
    var faults: Faults = []
    return Books(
      settings: settings, prices: PriceBook(prices, knownAt: nil, faults: &faults),
      derivations: DerivationBook(derivations, knownAt: nil, faults: &faults),
      aliases: AliasBook(aliases, knownAt: nil, faults: &faults),
      models: ModelBook(models, knownAt: nil, faults: &faults),
      multipliers: MultiplierBook(
        multipliers, fallback: settings.defaultMultiplier, knownAt: nil, faults: &faults),
      plans: PlanBook(plans, knownAt: nil, faults: &faults))
  }
}
