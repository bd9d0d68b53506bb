import Ledger
import Pricing

/// Books with the prices of models as far as they were looked up: kinds of request that differ in tier, service or
/// status have the same, and so share them.
package struct KnownPrices: Sendable {
  package let books: Books
  private var known: [Key: RateCard.Pricing] = [:]
  /// When a price of a model may change, in time order.
  private var changes: [ModelKey: [Instant]] = [:]

  /// Makes one that has looked up nothing yet.
  package init(_ books: Books) { self.books = books }

  private struct Key: Hashable {
    let model: ModelKey
    let serviceTier: Name
    let region: Name
    /// The last change of a price up to then.
    let since: Instant
  }

  /// Returns what requests of a model cost at an instant, in each band of context, or why they have no price.
  mutating func pricing(
    of model: ModelKey, serviceTier: Name, region: Name, at instant: Instant
  ) throws(BookProblem) -> RateCard.Pricing {
    let key = Key(
      model: model, serviceTier: serviceTier, region: region,
      since: lastChange(of: model, at: instant))
    if let pricing = known[key] { return pricing }
    let pricing = try lookUp(key)
    known[key] = pricing
    return pricing
  }

  /// Multipliers and plans change as well, but not what a vendor charges.
  private mutating func lastChange(of model: ModelKey, at instant: Instant) -> Instant {
    if changes[model] == nil { changes[model] = books.priceBoundaries(of: model).sorted() }
    let times = changes[model, default: []]
    let end = times.indices.partitionPoint { times[$0] <= instant }
    return end > 0 ? times[end - 1] : .distantPast
  }

  private func lookUp(_ key: Key) throws(BookProblem) -> RateCard.Pricing {
    guard let list = books.prices.prices(of: key.model, at: key.since) else {
      return .unpriced(books.prices.knows(key.model) ? .notInForce : .unknownModel)
    }
    let search = PriceSearch(
      list: list, derivations: books.derivations, at: key.since, serviceTier: key.serviceTier,
      region: key.region)
    var bands: [RateCard.Band] = []
    for threshold in [nil] + list.thresholds.map(Optional.some) {
      var prices = ClassPrices()
      for unitClass in UnitClass.quantities {
        prices[unitClass] = try search.price(of: unitClass, inBandOver: threshold)
      }
      bands.append(RateCard.Band(over: threshold, prices: prices))
    }
    return .priced(bands: bands, fee: try search.price(of: .request, inBandOver: nil))
  }
}
