import Ledger
import Reports

/// An amount of a bill with the units that every medium shows, so that it is the same wherever it appears.
struct RoundedBillAmount: Hashable {
  let amount: Money
  /// In units of the last shown decimal.
  let units: Int128

  init(_ amount: Money, units: Int128) { (self.amount, self.units) = (amount, units) }

  static let zero = RoundedBillAmount(.zero, units: 0)

  static func + (left: RoundedBillAmount, right: RoundedBillAmount) -> RoundedBillAmount {
    RoundedBillAmount(left.amount + right.amount, units: left.units + right.units)
  }

  var negated: RoundedBillAmount {
    RoundedBillAmount(Money(attodollars: -amount.attodollars), units: -units)
  }

  /// Returns the amount; `under 0.01` for a small one that would be shown as 0.
  func text(_ decimals: Int) -> String {
    if units == 0 && amount != .zero {
      return Figures.money(1, scale: Money.decimals, decimals: decimals)
    }
    return Figures.money(units, scale: decimals, decimals: decimals)
  }

  /// Returns the same with a sign; without one for an amount that would be shown as 0.
  func signed(_ decimals: Int) -> String { units > 0 ? "+" + text(decimals) : text(decimals) }

  /// The shown amount, or the exact one where that would be 0.
  func money(_ decimals: Int) -> Money {
    units == 0 ? amount : Money(attodollars: units * powerOfTen(Money.decimals - decimals))
  }
}
