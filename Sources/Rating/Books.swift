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
}
