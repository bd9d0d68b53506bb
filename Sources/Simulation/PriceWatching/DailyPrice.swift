import Cube
import Ledger
import Pricing
import Rating

/// The price of one class of a model on one day, and what the model earned that day.
package struct DailyPrice: Sendable {
  package let day: Day
  package let model: ModelKey
  package let key: Price.Key
  /// As the day begins in the reporting zone; for one unit, nil where it is not known.
  package let price: Money?
  /// Of the model over all tiers and classes that day.
  package let totals: MoneyTotals

  /// The quoted prices of every model with a request, on each day with one; by model, day, and what the price
  /// is for, base prices first.
  package static func all(_ facts: Facts, books: Books, zone: ReportingZone) -> [DailyPrice] {
    struct Model: Hashable, Comparable {
      let provider: Name
      let model: Name

      static func < (left: Model, right: Model) -> Bool {
        left.provider == right.provider
          ? left.model < right.model : left.provider < right.provider
      }
    }
    let groups = facts.totals(by: { Model(provider: $0.provider, model: $0.model) }, and: \.self)
    let starts = Dictionary(
      uniqueKeysWithValues: Set(groups.map(\.key)).map { ($0, zone.start(of: $0)) })
    var last: KnownQuotes?
    let known = groups.map { group, day, _ -> KnownQuotes in
      let model = ModelKey(provider: group.provider, model: group.model)
      let start = starts[day] ?? Instant(startOf: day)
      if let last, last.model == model, last.validity.contains(start) { return last }
      let asked = KnownQuotes(of: model, at: start, in: books.prices)
      last = asked
      return asked
    }
    var all: [DailyPrice] = []
    all.reserveCapacity(known.reduce(0) { $0 + $1.quotes.count })
    for (group, known) in zip(groups, known) {
      for (key, price) in known.quotes {
        all.append(
          DailyPrice(
            day: group.key, model: known.model, key: key, price: price, totals: group.totals)
        )
      }
    }
    return all
  }

  /// The quoted prices of a model, and while they stay the same.
  private struct KnownQuotes {
    let model: ModelKey
    let validity: Validity
    /// Base prices first; none where no price is in force.
    let quotes: [(key: Price.Key, price: Money?)]

    init(of model: ModelKey, at instant: Instant, in prices: PriceBook) {
      self.model = model
      let changes = prices.boundaries(of: model)
      validity = Validity(
        from: changes.filter { $0 <= instant }.max() ?? .distantPast,
        to: changes.filter { $0 > instant }.min() ?? .distantFuture)
      let list = prices.prices(of: model, at: instant)?.quotes ?? [:]
      quotes = list.sorted { DailyPrice.precedes($0.key, $1.key) }.map {
        ($0.key, $0.value.perUnit)
      }
    }
  }

  private static func precedes(_ left: Price.Key, _ right: Price.Key) -> Bool {
    func isOther(_ key: Price.Key) -> Bool { key.serviceTier != RateKey.standardServiceTier }
    if left.contextOver != right.contextOver {
      return (left.contextOver ?? -1) < (right.contextOver ?? -1)
    }
    if isOther(left) != isOther(right) { return isOther(right) }
    if left.serviceTier != right.serviceTier { return left.serviceTier < right.serviceTier }
    if left.region != right.region { return left.region < right.region }
    return left.unitClass.rawValue < right.unitClass.rawValue
  }
}
