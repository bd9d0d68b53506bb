import Cube
import Ledger
import Tables

/// By how much shown figures may differ from the shown figures that they make.
///
/// Each figure is off by half a unit of its last digit at most, so n parts and their total by (n + 1) halves.
enum RoundingNote {
  /// Nil where all shown figures add up.
  ///
  /// - Parameter decimals: of the shown amounts.
  static func text(
    _ parts: some Collection<MoneyTotals>, total: MoneyTotals, decimals: Int
  ) -> String? {
    let amounts: [(MoneyTotals) -> Money] = [{ $0.revenue }, { $0.vendorCost }, { $0.margin }]
    func shown(_ money: Money) -> Int128 {
      money.roundedHalfUp(toDecimals: decimals).attodollars
    }
    let isSumOff = amounts.contains { amount in
      parts.reduce(0) { $0 + shown(amount($1)) } != shown(amount(total))
    }
    func isOff(_ totals: MoneyTotals) -> Bool {
      shown(totals.revenue) - shown(totals.vendorCost) != shown(totals.margin)
    }
    let isRowOff =
      total.knownMargin != nil && isOff(total)
      || parts.contains { $0.knownMargin != nil && isOff($0) }
    guard isSumOff || isRowOff else { return nil }
    func units(_ figures: Int) -> String {
      DecimalText.string(Int128(figures / 2), scale: decimals)
    }
    let (sums, differences) = (units(parts.count + 1), units(3))
    guard isSumOff else {
      return "Rounded: differences of shown figures may be off by \(differences) USD."
    }
    return "Rounded: sums of shown figures may be off by \(sums) USD"
      + (isRowOff ? ", differences by \(differences)." : ".")
  }
}
