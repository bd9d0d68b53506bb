import Cube
import Ledger
import Pricing
import Rating

/// The price of one class of a model on one day, and what the model earned that day.
package struct PriceDay: Sendable {
  package let day: Day
  package let model: ModelKey
  package let key: Price.Key
  /// As the day begins in the reporting zone; for one unit.
  package let price: Money
  /// Of the model over all tiers and classes that day.
  package let totals: MoneyTotals

  init(day: Day, model: ModelKey, key: Price.Key, price: Money, totals: MoneyTotals) {
    self.day = day
    self.model = model
    self.key = key
    self.price = price
    self.totals = totals
  }

  /// The quoted prices of every model with a request, on each day with one; by model, day, and what the price
  /// is for, base prices first.
  package static func all(_ facts: Facts, books: Books, zone: ReportingZone) -> [PriceDay] {
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
    let starts = Dictionary(
      uniqueKeysWithValues: Set(groups.map(\.key.day)).map { ($0, zone.start(of: $0)) })
    return groups.flatMap { key, totals -> [PriceDay] in
      let model = ModelKey(provider: key.provider, model: key.model)
      guard
        let list = books.prices.prices(of: model, at: starts[key.day] ?? Instant(startOf: key.day))
      else {
        return []
      }
      return list.quotes.sorted { PriceDay.precedes($0.key, $1.key) }.map { quoted, quote in
        PriceDay(
          day: key.day, model: model, key: quoted, price: quote.perUnit, totals: totals)
      }
    }
  }

  private static func precedes(_ left: Price.Key, _ right: Price.Key) -> Bool {
    func isOther(_ key: Price.Key) -> Bool { key.serviceTier != RequestKind.standardServiceTier }
    if left.contextOver != right.contextOver {
      return (left.contextOver ?? -1) < (right.contextOver ?? -1)
    }
    if isOther(left) != isOther(right) { return isOther(right) }
    if left.serviceTier != right.serviceTier { return left.serviceTier < right.serviceTier }
    if left.region != right.region { return left.region < right.region }
    return left.unitClass.rawValue < right.unitClass.rawValue
  }
}
