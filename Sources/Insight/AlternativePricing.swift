import Ledger
import Pricing
import Rating

/// Requests of one rate, summed.
struct RateUse {
  let rate: InsightRateKey
  let sum: RateSum

  /// We pay for them: they have a price, and the key is ours.
  var isOurs: Bool { rate.isPriced && !rate.kind.isBYOK }
}

/// Prices the same requests in other ways, each at the prices in force when it started.
struct AlternativePricing {
  private var known: PriceLookupCache
  private var others: AlternativeModels
  private let batchable: Set<Name>
  /// The instant at which the classes of models count.
  private let instant: Instant

  init(_ books: Books, at instant: Instant) {
    known = PriceLookupCache(books)
    others = AlternativeModels(books)
    batchable = Set(books.settings.batchableServices)
    self.instant = instant
  }

  /// Returns what caching saved the requests that we pay.
  ///
  /// Those without a price for input are left out. Returns nil where all with cached tokens are, or no request has a
  /// price; 0 without cached tokens.
  mutating func cacheValue(of uses: [RateUse]) -> Money? {
    if !uses.contains(where: \.rate.isPriced) { return nil }
    var value: Int128 = 0
    var (isCached, isKnown) = (false, false)
    for use in uses where use.isOurs {
      let quantities = use.sum.quantities
      let parts: [(unitClass: UnitClass, tokens: Int64)] = [
        (.cacheRead, quantities.cacheRead), (.cacheWrite5m, quantities.cacheWrite5m),
        (.cacheWrite1h, quantities.cacheWrite1h),
      ].filter { $0.1 != 0 }
      if parts.isEmpty { continue }
      isCached = true
      guard let band = pricing(of: use.rate.kind, use.rate.model, use.rate)?.band,
        let input = band.prices[.input]?.perUnit.attodollars
      else { continue }
      isKnown = true
      for part in parts {
        guard let price = band.prices[part.unitClass]?.perUnit.attodollars else { return nil }
        let (product, overflow) = (input - price).multipliedReportingOverflow(
          by: Int128(part.tokens))
        let (sum, isTooLarge) = value.addingReportingOverflow(product)
        if overflow || isTooLarge { return nil }
        value = sum
      }
    }
    return isCached && !isKnown ? nil : Money(attodollars: value)
  }

  /// Returns what batch would have saved, by service, of the requests that are not batch and have a price there.
  mutating func batches(of uses: [RateUse]) -> [BatchSaving] {
    let ours = uses.filter {
      $0.isOurs && batchable.contains($0.rate.kind.service)
        && $0.rate.kind.serviceTier != RateKey.batchServiceTier
    }
    let services = Dictionary(grouping: ours, by: \.rate.kind.service)
    return services.keys.sorted().compactMap { service in
      var (requests, cost, actual) = (Int64(0), Int128(0), Int128(0))
      for use in services[service] ?? [] {
        let kind = use.rate.kind.with(serviceTier: RateKey.batchServiceTier)
        guard let price = pricing(of: kind, use.rate.model, use.rate)?.cost(of: use.sum) else {
          continue
        }
        requests += use.sum.requests
        cost += price
        actual += use.sum.cost
      }
      if requests == 0 { return nil }
      return BatchSaving(
        service: service, requests: requests, cost: Money(attodollars: cost),
        saving: Money(attodollars: actual - cost))
    }
  }

  /// Returns the model of the same class at which the requests cost least; nil where none is cheaper.
  ///
  /// A model that lacks a price for a quantity of a priced request is none of them. Requests without a price count at
  /// those at which it has one, as in a scenario.
  mutating func cheaper(than model: ModelKey, _ uses: [RateUse]) -> CheaperModel? {
    let actual = uses.reduce(Int128(0)) { $1.isOurs ? $0 + $1.sum.cost : $0 }
    guard actual > 0 else { return nil }
    var least: (model: Name, cost: Int128)?
    candidates: for other in others.ofOneClass(with: model, at: instant) {
      var cost: Int128 = 0
      for use in uses {
        let price = pricing(of: use.rate.kind, other, use.rate)?.cost(of: use.sum)
        if price == nil && use.rate.isPriced { continue candidates }
        if !use.rate.kind.isBYOK { cost += price ?? 0 }
      }
      // They come by name: of equals the first is kept.
      if cost < least?.cost ?? actual { least = (other, cost) }
    }
    return least.map {
      CheaperModel(
        model: $0.model, cost: Money(attodollars: $0.cost),
        saving: Money(attodollars: actual - $0.cost))
    }
  }

  /// The prices of requests of a rate if they were of `kind` and `model`; nil where there are none, or they contradict
  /// each other.
  private mutating func pricing(
    of kind: RateKey, _ model: Name, _ rate: InsightRateKey
  ) -> RateCard.Pricing.BandPrices? {
    do throws(BookProblem) {
      return try known.pricing(of: kind, as: model, at: rate.since).band(over: rate.over)
    } catch { return nil }
  }
}
