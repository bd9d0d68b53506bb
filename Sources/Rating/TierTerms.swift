import Ledger
import Pricing

/// The terms of all requests of a tier to a model at one time, whatever service, status or key.
struct TierTerms: Sendable {
  /// The tier has a plan in force.
  let hasPlan: Bool
  let plan: Terms
  let increment: Credits
  let multiplier: MultiplierBook.Decision
  /// The fee for a key of the customer's own.
  let markup: Percent

  init(_ books: Books, tier: Name, of model: ModelKey, at instant: Instant) {
    let stated = books.plans.plan(tier: tier, at: instant)
    hasPlan = stated != nil
    plan = Terms(
      isFree: stated?.isFree ?? false,
      creditValue: books.settings.creditValues.value(tier: tier, at: instant),
      targetMargin: stated?.targetMargin)
    increment = books.settings.creditIncrements.value(tier: tier, at: instant)
    multiplier = books.multipliers.decision(
      tier: tier, provider: model.provider, model: model.model, at: instant)
    markup = books.settings.byokMarkup.rate(of: books.models.modelClass(of: model, at: instant))
  }
}
