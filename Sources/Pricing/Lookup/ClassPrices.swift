import Ledger

/// The prices of some of the unit classes, each found at its place: forecasts ask for them per class, model and day.
package struct ClassPrices: Equatable, Sendable {
  /// Per class, by its raw value; nil where it has no price.
  ///
  /// Empty where none has: a ledger may have as many of these as rows.
  private var prices: [FoundPrice?] = []

  /// Makes one without a price.
  package init() {}

  /// The price of a class; nil where it has none.
  package subscript(unitClass: UnitClass) -> FoundPrice? {
    get { prices.isEmpty ? nil : prices[unitClass.rawValue] }
    set {
      if prices.isEmpty {
        if newValue == nil { return }
        prices = Array(repeating: nil, count: UnitClass.allCases.count)
      }
      prices[unitClass.rawValue] = newValue
    }
  }

  /// The classes that have a price, with it, in their order.
  package var priced: [(unitClass: UnitClass, price: FoundPrice)] {
    UnitClass.allCases.compactMap { unitClass in
      self[unitClass].map { (unitClass, $0) }
    }
  }
}
