import Ledger
import Pricing

/// Books with what was looked up in them, each once for all kinds of request that have it in common: prices for those of
/// one model, service tier and region, the rest for those of one tier and model.
package struct PriceLookupCache: Sendable {
  package let books: Books
  private var prices: [PriceKey: Priced] = [:]
  /// When a price of a model may change, in time order.
  private var priceChanges: [ModelKey: [Instant]] = [:]
  /// The meanings of the ledgers' names for models.
  private var meanings: [ModelKey: NameMeanings] = [:]
  /// When anything may change for a tier and such a name, in no order.
  private var changes: [TierModel: [Instant]] = [:]
  private var terms: [TermsKey: TierTerms] = [:]
  /// Per model and change of its prices, what was found last: the same for all regions and service tiers that no price
  /// names.
  private var lastFound: [ModelTime: RateCard.Pricing] = [:]

  /// So much is remembered of each; a ledger that names more is looked up anew.
  private static let most = 4_096

  /// Makes one that has looked up nothing yet.
  package init(_ books: Books) { self.books = books }

  /// The pricing of requests, and whether it is a price of any region for requests of one region.
  typealias Priced = (pricing: RateCard.Pricing, takesAnyRegion: Bool)

  private struct PriceKey: Hashable {
    let model: ModelKey
    let serviceTier: Name
    let region: Name
    let conditions: RequestConditions
    /// The last change of a price up to then.
    let since: Instant
  }

  private struct ModelTime: Hashable {
    let model: ModelKey
    let since: Instant
  }

  private struct TierModel: Hashable {
    let tier: Name
    let model: ModelKey
  }

  private struct TermsKey: Hashable {
    let model: TierModel
    let instant: Instant
  }

  /// Returns what the model's name means in requests of `kind`.
  mutating func meanings(of kind: RateKey) -> NameMeanings {
    let key = ModelKey(provider: kind.provider, model: kind.model)
    if let found = meanings[key] { return found }
    let found = books.meanings(of: key)
    if meanings.count >= PriceLookupCache.most { meanings = [:] }
    meanings[key] = found
    return found
  }

  /// Returns the instants at which anything may change for requests of `kind`, in no order, some of them several times.
  mutating func changes(for kind: RateKey) -> [Instant] {
    let key = TierModel(
      tier: kind.tier, model: ModelKey(provider: kind.provider, model: kind.model))
    if let found = changes[key] { return found }
    let names = meanings(of: kind)
    var instants = names.boundaries
    instants += books.plans.boundaries(tier: kind.tier)
    instants += books.settings.creditValues.boundaries
    instants += books.settings.creditIncrements.boundaries
    for model in names.models {
      let meant = ModelKey(provider: kind.provider, model: model)
      instants += changesOfPrices(of: meant)
      instants += books.models.boundaries(of: meant)
      instants += books.multipliers.boundaries(
        tier: kind.tier, provider: kind.provider, model: model)
    }
    if changes.count >= PriceLookupCache.most { changes = [:] }
    changes[key] = instants
    return instants
  }

  /// Returns what requests of a tier to a model are charged by at an instant.
  ///
  /// - Parameter model: the name after aliases.
  mutating func terms(tier: Name, of model: ModelKey, at instant: Instant) -> TierTerms {
    let key = TermsKey(model: TierModel(tier: tier, model: model), instant: instant)
    if let found = terms[key] { return found }
    let found = TierTerms(books, tier: tier, of: model, at: instant)
    if terms.count >= PriceLookupCache.most { terms = [:] }
    terms[key] = found
    return found
  }

  /// Returns what requests of `kind` cost at an instant, in each band of context, or why they have no price.
  ///
  /// - Parameters:
  ///   - model: theirs after aliases.
  ///   - region: theirs, or what the name of the model says of it.
  mutating func pricing(
    of model: ModelKey, for kind: RateKey, region: Name, at instant: Instant
  ) throws(BookProblem) -> Priced {
    let key = PriceKey(
      model: model, serviceTier: kind.serviceTier, region: region,
      conditions: kind.conditions, since: lastChange(of: model, at: instant))
    if let pricing = prices[key] { return pricing }
    let found = try lookUp(key)
    let time = ModelTime(model: model, since: key.since)
    let pricing = (shared(found.pricing, at: time), found.takesAnyRegion)
    if prices.count >= PriceLookupCache.most { prices = [:] }
    prices[key] = pricing
    return pricing
  }

  /// Returns what requests of `kind` would cost at an instant if its model meant `model`, in each band of context, or why
  /// they would have no price.
  package mutating func pricing(
    of kind: RateKey, as model: Name, at instant: Instant
  ) throws(BookProblem) -> RateCard.Pricing {
    let region = RegionNames.priced(
      kind.region, provider: kind.provider, recorded: kind.model, model: model)
    let key = ModelKey(provider: kind.provider, model: model)
    return try pricing(of: key, for: kind, region: region, at: instant).pricing
  }

  /// Returns what was found last at that time where that is the same, so that it is held once.
  private mutating func shared(
    _ pricing: RateCard.Pricing, at time: ModelTime
  ) -> RateCard.Pricing {
    if let last = lastFound[time], last == pricing { return last }
    if lastFound.count >= PriceLookupCache.most { lastFound = [:] }
    lastFound[time] = pricing
    return pricing
  }

  /// Multipliers and plans change as well, but not what a vendor charges.
  private mutating func lastChange(of model: ModelKey, at instant: Instant) -> Instant {
    let times = changesOfPrices(of: model)
    let end = times.indices.partitionPoint { times[$0] <= instant }
    return end > 0 ? times[end - 1] : .distantPast
  }

  private mutating func changesOfPrices(of model: ModelKey) -> [Instant] {
    if let found = priceChanges[model] { return found }
    let found = books.priceBoundaries(of: model).sorted()
    if priceChanges.count >= PriceLookupCache.most { priceChanges = [:] }
    priceChanges[model] = found
    return found
  }

  private func lookUp(_ key: PriceKey) throws(BookProblem) -> Priced {
    guard let list = books.prices.prices(of: key.model, at: key.since) else {
      return (.unpriced(books.prices.knows(key.model) ? .notInForce : .unknownModel), false)
    }
    let search = PriceSearch(
      list: list, derivations: books.derivations, at: key.since, serviceTier: key.serviceTier,
      region: key.region)
    // A fee whose price is not known is due on top of whatever the rest costs.
    let fee = try search.answer(for: .request, inBandOver: nil)
    if fee == .notKnown { return (.unpriced(.unknownFee), false) }
    var bands: [RateCard.Band] = []
    for threshold in [nil] + list.thresholds.map(Optional.some) {
      var prices = ClassPrices()
      for unitClass in UnitClass.quantities {
        prices[unitClass] = try search.price(of: unitClass, inBandOver: threshold)
      }
      bands.append(RateCard.Band(over: threshold, prices: prices))
    }
    let found: FoundPrice? = if case .price(let found) = fee { found } else { nil }
    let pricing = RateCard.Pricing.priced(bands: bands, fee: found)
    return (pricing.under(key.conditions, by: search), search.takesAnyRegion)
  }
}
