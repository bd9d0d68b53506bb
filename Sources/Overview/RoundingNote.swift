import Cube
import Ledger
import Tables

extension TierMargins {
  /// By how much shown figures may differ from the shown figures that they make, where some do; nil where all add up.
  ///
  /// Each figure is off by half a unit of its last digit at most, so n parts and their total by (n + 1) halves.
  ///
  /// - Parameter decimals: of the shown amounts.
  package func roundingNote(decimals: Int) -> String? {
    let amounts: [(MoneyTotals) -> Money] = [{ $0.revenue }, { $0.vendorCost }, { $0.margin }]
    func shown(_ money: Money) -> Int128 {
      money.roundedHalfUp(toDecimals: decimals).attodollars
    }
    let isSumOff = amounts.contains { amount in
      tiers.reduce(0) { $0 + shown(amount($1.totals)) } != shown(amount(total.totals))
    }
    func isOff(_ tier: TierMargin) -> Bool {
      shown(tier.totals.revenue) - shown(tier.totals.vendorCost) != shown(tier.totals.margin)
    }
    let isRowOff = (tiers + [total]).contains { $0.totals.knownMargin != nil && isOff($0) }
    guard isSumOff || isRowOff else { return nil }
    func units(_ figures: Int) -> String {
      DecimalText.string(Int128(figures / 2), scale: decimals)
    }
    let (sums, differences) = (units(tiers.count + 1), units(3))
    guard isSumOff else {
      return "Rounded: differences of shown figures may be off by \(differences) USD."
    }
    return "Rounded: sums of shown figures may be off by \(sums) USD"
      + (isRowOff ? ", differences by \(differences)." : ".")
  }
}
