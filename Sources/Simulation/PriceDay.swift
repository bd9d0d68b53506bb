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
    return groups.flatMap { group, day, totals -> [PriceDay] in
      let model = ModelKey(provider: group.provider, model: group.model)
      guard
        let list = books.prices.prices(of: model, at: starts[day] ?? Instant(startOf: day))
      else {
        return []
      }
      return list.quotes.sorted { PriceDay.precedes($0.key, $1.key) }.map { quoted, quote in
        PriceDay(
          day: day, model: model, key: quoted, price: quote.perUnit, totals: totals)
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
