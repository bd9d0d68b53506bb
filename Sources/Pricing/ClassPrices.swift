import Ledger

/// The prices of some of the unit classes, each found at its place: forecasts ask for them per class, model and day.
package struct ClassPrices: Equatable, Sendable {
  /// Per class, by its raw value; nil where it has no price.
  private var prices: [FoundPrice?]

  /// Makes one without a price.
  package init() { prices = Array(repeating: nil, count: UnitClass.allCases.count) }

  /// The price of a class; nil where it has none.
  package subscript(unitClass: UnitClass) -> FoundPrice? {
    get { prices[unitClass.rawValue] }
    set { prices[unitClass.rawValue] = newValue }
  }

  /// The classes that have a price, with it, in their order.
  package var priced: [(unitClass: UnitClass, price: FoundPrice)] {
    UnitClass.allCases.compactMap { unitClass in
      self[unitClass].map { (unitClass, $0) }
    }
  }
}
