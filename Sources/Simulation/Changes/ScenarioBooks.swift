import Ledger
import Pricing
import Rating

/// The books that a scenario makes of those of the workspace, and the limits that it sets.
package struct ScenarioBooks: Sendable {
  package let name: Name
  package private(set) var variant: BookVariant
  package private(set) var limits: [UsageLimit]

  /// Makes the changes of `scenario` one after another; none of them may fail.
  package init(
    _ scenario: Scenario, books: Books
  ) throws(ScenarioProblem) {
    name = scenario.name
    variant = BookVariant(books: books)
    limits = []
    for change in scenario.changes {
      do throws(ScenarioFault) { try make(change) } catch {
        throw ScenarioProblem(fault: error, place: change.place)
      }
    }
  }

  private mutating func make(_ change: Change) throws(ScenarioFault) {
    if let from = change.from, let to = change.to, to <= from { throw .endNotAfterStart }
    let books = variant.books
    let time = ChangeValidity(from: change.from, to: change.to)
    switch change.kind {
    case .multiplier(let multiplier, let key):
      if !key.tier.isEmpty { try requireTier(key.tier) }
      if !key.provider.isEmpty { try requireProvider(key.provider) }
      if !key.model.isEmpty { try requireModel(key.model, of: key.provider) }
      use(
        books.with(
          multipliers: books.multipliers.setting(
            multiplier, for: key, during: time, place: change.place)))
    case .increment(let increment, let tier):
      if let tier { try requireTier(tier) }
      var settings = books.settings
      settings.creditIncrements = settings.creditIncrements.setting(
        increment, tier: tier, from: time.from, to: time.to)
      use(books.with(settings: settings))
    case .creditValue(let value, let tier):
      if let tier { try requireTier(tier) }
      var settings = books.settings
      settings.creditValues = settings.creditValues.setting(
        value, tier: tier, from: time.from, to: time.to)
      use(books.with(settings: settings))
    case .price(let price, let selection):
      try changePrices(selection, price, during: time, place: change.place)
    case .swap(let model, let other, let provider):
      if model == other { throw .sameModel(model) }
      for name in [model, other] { try requireModel(name, of: provider) }
      use(
        books.with(
          aliases: swapping(
            ModelKey(provider: provider, model: model), for: other, during: time.validity(),
            place: change.place)))
    case .block(let models, let tier):
      try requireTier(tier)
      for model in models { try requireModel(model, of: .empty) }
      let stopped = models.map {
        BookVariant.Restriction(tier: tier, model: $0, during: time.validity())
      }
      variant = BookVariant(
        books: books, tier: variant.tier, restrictions: variant.restrictions + stopped)
    case .monthlyBudget(let credits, let tier):
      try requireTier(tier)
      limits.append(
        UsageLimit(.tier(tier), span: .month, credits: credits, during: time.validity()))
    case .dailyCap(let credits, let tier):
      try requireTier(tier)
      limits.append(UsageLimit(.tier(tier), span: .day, credits: credits, during: time.validity()))
    case .plan(let plan, let tier):
      guard
        let plans = books.plans.changing(
          tier: tier, during: time, place: change.place, plan.applied)
      else {
        try requireTier(tier)
        throw .noPlan(tier)
      }
      use(books.with(plans: plans))
    }
  }

  private mutating func use(_ books: Books) {
    variant = BookVariant(books: books, tier: variant.tier, restrictions: variant.restrictions)
  }

  /// Returns the aliases with a row for the model.
  ///
  /// The row covers the vendor's other names without prices of their own only if it is under the
  /// name that has the prices.
  private func swapping(
    _ model: ModelKey, for other: Name, during validity: Validity, place: Place
  ) -> AliasBook {
    let (aliases, prices) = (variant.books.aliases, variant.books.prices)
    let key = prices.key(of: model) ?? model
    if key == model {
      return aliases.swapping(
        model.model, for: other, of: model.provider, alsoNamed: prices.otherNames(of: key),
        during: validity, place: place)
    }
    return aliases.stating(of: model.provider, whatHoldsFor: key.provider).swapping(
      model.model, for: other, of: model.provider, during: validity, place: place)
  }

  private mutating func changePrices(
    _ selection: PriceBook.Selection, _ change: PriceBook.Change, during time: ChangeValidity,
    place: Place
  ) throws(ScenarioFault) {
    try requireModel(selection.model.model, of: selection.model.provider)
    let books = variant.books
    do throws(PriceBook.ChangeFault) {
      use(
        books.with(
          prices: try books.prices.changing(selection, change, during: time, place: place)))
    } catch {
      switch error {
      case .nothing:
        throw .noPrice(model: selection.model.model, unitClass: selection.unitClass)
      case .unfit(let key): throw .unfitPrice(key)
      }
    }
  }

  // MARK: Names

  /// An unknown tier would change nothing, and the mistake would not show.
  private func requireTier(_ tier: Name) throws(ScenarioFault) {
    let books = variant.books
    let known = Set(books.plans.tiers + books.multipliers.tiers.map(\.description))
    if known.isEmpty || known.contains(tier.description) { return }
    throw .unknownTier(tier, near: nearest(to: tier.description, among: known.sorted()))
  }

  private func requireProvider(_ provider: Name) throws(ScenarioFault) {
    let known = Set(variant.books.prices.allModels.map(\.provider))
    if !known.isDisjoint(with: ProviderNames.all(of: provider)) { return }
    throw .unknownProvider(
      provider, near: nearest(to: provider.description, among: known.map(\.description).sorted()))
  }

  private func requireModel(_ model: Name, of provider: Name) throws(ScenarioFault) {
    let known = Set(variant.books.prices.allModels).union(variant.books.aliases.meanings)
    let names = ProviderNames.all(of: provider)
    let candidates = known.filter { provider.isEmpty || names.contains($0.provider) }
    if candidates.contains(where: { $0.model == model }) { return }
    let owners = Set(known.filter { $0.model == model }.map(\.provider)).sorted()
    if !owners.isEmpty { throw .otherProvider(model: model, of: owners, expected: provider) }
    throw .unknownModel(
      model,
      near: nearest(
        to: model.description, among: Set(candidates.map(\.model.description)).sorted()))
  }
}

/// A change of a scenario that cannot be made, and where it is written.
package struct ScenarioProblem: FindingError, Hashable, Sendable {
  package let fault: ScenarioFault
  package let place: Place

  package init(fault: ScenarioFault, place: Place) {
    self.fault = fault
    self.place = place
  }

  /// The problem as a finding.
  package var finding: Finding { fault.finding(at: place) }
}
