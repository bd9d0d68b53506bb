import Ledger
import Overview

/// The least number of decimals in which all amounts are whole numbers.
struct AmountScale {
  private(set) var decimals = 2
  private var unit = powerOfTen(Money.decimals - 2)

  mutating func fit(_ measures: CellMeasures) {
    fit(attodollars: measures.vendorCost)
    fit(attodollars: measures.revenue)
  }

  mutating func fit(attodollars: Int128) {
    while attodollars % unit != 0 {
      decimals += 1
      unit /= 10
    }
  }

  /// An amount that fits, in 10⁻ᵈᵉᶜⁱᵐᵃˡˢ USD.
  func units(_ attodollars: Int128) -> Int128 { attodollars / unit }
}
