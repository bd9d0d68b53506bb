import Cube
import Ledger
import Pricing
import Rating

/// The price of one class of a model on one day, and what the model earned that day.
package struct PriceDay: Sendable {
  package let day: Day
  package let model: ModelKey
  package let unitClass: UnitClass
  /// At the start of the day in UTC, standard service, the base band, no region; for one unit.
  package let price: Money
  /// Of the model over all tiers and classes that day.
  package let totals: MoneyTotals

  package init(day: Day, model: ModelKey, unitClass: UnitClass, price: Money, totals: MoneyTotals) {
    self.day = day
    self.model = model
    self.unitClass = unitClass
    self.price = price
    self.totals = totals
  }

  /// The quoted prices of every model with a request, on each day with one; by model, class, day.
  package static func all(_ facts: Facts, books: Books) -> [PriceDay] {
    struct Key: Hashable, Comparable {
      let provider: Name
      let model: Name
      let day: Day

      static func < (left: Key, right: Key) -> Bool {
        if left.provider != right.provider { return left.provider < right.provider }
        if left.model != right.model { return left.model < right.model }
        return left.day < right.day
      }
    }
    let groups = facts.totals { Key(provider: $1.provider, model: $1.model, day: $0) }
    return groups.flatMap { key, totals -> [PriceDay] in
      let model = ModelKey(provider: key.provider, model: key.model)
      guard let list = books.prices.prices(of: model, at: Instant(startOf: key.day)) else {
        return []
      }
      return UnitClass.allCases.compactMap { unitClass in
        let quote = list.quotes[
          Price.Key(
            provider: key.provider, model: key.model, unitClass: unitClass,
            serviceTier: RequestKind.standardServiceTier, region: .empty, contextOver: nil)]
        return quote.map {
          PriceDay(
            day: key.day, model: model, unitClass: unitClass, price: $0.perUnit, totals: totals)
        }
      }
    }
  }
}
