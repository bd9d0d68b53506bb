import Cube
import Ledger
import Pricing
import Rating

/// One row of `efficiency.csv`: a model, and its cost with batch, without caching, or as another model.
package struct ModelUse: Sendable {
  package let provider: Name
  package let model: Name
  /// Requests with a price.
  package internal(set) var requests: Int64 = 0
  /// Those of them that failed.
  package internal(set) var failed: Int64 = 0
  /// Those of them with customers' own keys, which have no vendor cost.
  package internal(set) var ownKeyRequests: Int64 = 0
  package internal(set) var unpriced: Int64 = 0
  /// Tokens are those of requests with a price.
  package internal(set) var promptTokens: Int128 = 0
  package internal(set) var cachedTokens: Int128 = 0
  package internal(set) var outputTokens: Int128 = 0
  /// In attodollars.
  var cost: Int128 = 0
  /// The additional cost of cached tokens as input, less the additional cost of writing them; nil if a price is missing.
  package internal(set) var cacheValue: Money?
  /// Per service that may wait and has a batch price; by name.
  package internal(set) var batches: [BatchSaving] = []
  /// The model that would have cost least, where one is cheaper.
  package internal(set) var cheaper: CheaperModel?
  /// About what margin would change by with that model; nil without one, or where nothing is sold.
  package internal(set) var marginChangeWithCheaper: Money?
  /// The same with batch, by service.
  package internal(set) var marginChangesWithBatch: [Name: Money] = [:]

  package init(provider: Name, model: Name) {
    self.provider = provider
    self.model = model
  }

  /// Nil where no request has a price.
  package var vendorCost: Money? {
    requests == 0 && unpriced > 0 ? nil : Money(attodollars: cost)
  }

  /// The saving of batch in all; nil if no service has a batch price.
  package var batchSaving: Money? {
    batches.isEmpty ? nil : batches.reduce(.zero) { $0 + $1.saving }
  }

  /// Cached tokens over prompt tokens, in 10⁻⁴ percent; nil without prompt tokens.
  package var cacheShare: Int128? {
    Quotient.halfEven(cachedTokens, times: 1_000_000, over: promptTokens)
  }
}

/// The requests of a service and model at the prices of batch.
package struct BatchSaving: Equatable, Sendable {
  package let service: Name
  package let requests: Int64
  package let cost: Money
  /// Below 0 where batch costs more.
  package let saving: Money
}

/// A model at which the same quantities would have cost less.
package struct CheaperModel: Equatable, Sendable {
  package let model: Name
  /// That of the requests at its prices.
  package let cost: Money
  package let saving: Money
}

extension ModelUse {
  /// Makes the rows, the largest vendor cost first, then by provider and model.
  ///
  /// - Parameters:
  ///   - facts: of the reported period.
  ///   - sums: of the same rows.
  ///   - end: when the classes of models count.
  package static func all(
    _ facts: Facts, _ sums: InsightSums, books: Books, at end: Instant
  ) -> [ModelUse] {
    let (keys, places) = facts.numbered {
      ModelKey(provider: $0.provider, model: $0.model)
    }
    var rows = keys.map { ModelUse(provider: $0.provider, model: $0.model) }
    for daily in facts.byDayAndDimensions {
      let isFailed = facts.dimensions[Int(daily.dimensions)].status == .failed
      rows[Int(places[Int(daily.dimensions)])].add(
        daily.measures, isOwnKey: daily.money.isBYOK, isFailed: isFailed)
    }
    let uses = RatesByModel(sums, keys)
    var others = AlternativePricing(books, at: end)
    for (index, key) in keys.enumerated() {
      let uses = uses.uses(ofModel: index)
      for use in uses where use.rate.isPriced { rows[index].addTokens(use.sum.quantities) }
      rows[index].cacheValue = others.cacheValue(of: uses)
      rows[index].batches = others.batches(of: uses)
      rows[index].cheaper = others.cheaper(than: key, uses)
    }
    // Most models have no saving, and a model may have very many tiers.
    var margins: [Int: SavingMargin] = [:]
    for daily in facts.byDayAndDimensions {
      let place = Int(places[Int(daily.dimensions)])
      if rows[place].cheaper == nil && rows[place].batches.isEmpty { continue }
      margins[place, default: SavingMargin()].add(
        daily.measures, daily.money, of: facts.dimensions[Int(daily.dimensions)])
    }
    for (place, margin) in margins {
      rows[place].marginChangeWithCheaper = rows[place].cheaper.flatMap {
        margin.change(from: keys[place], to: $0, books.multipliers, at: end)
      }
      for batch in rows[place].batches {
        rows[place].marginChangesWithBatch[batch.service] = margin.change(by: batch)
      }
    }
    rows.sort {
      if $0.cost != $1.cost { return $0.cost > $1.cost }
      return $0.provider == $1.provider ? $0.model < $1.model : $0.provider < $1.provider
    }
    return rows
  }

  private mutating func add(_ measures: Measures, isOwnKey: Bool, isFailed: Bool) {
    let priced = measures.requests - measures.unpriced
    requests += priced
    unpriced += measures.unpriced
    if isFailed { failed += priced }
    if isOwnKey { ownKeyRequests += priced } else { cost += measures.notionalCost }
  }

  private mutating func addTokens(_ quantities: Quantities) {
    promptTokens += quantities.promptTokens
    cachedTokens += Int128(quantities.cacheRead)
    outputTokens += quantities.outputTokens
  }
}
