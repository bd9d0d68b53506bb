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
    func shown(_ money: Money) -> Int128 { RoundingNote.shown(money, decimals) }
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
    let differences = units(3, decimals)
    guard isSumOff else {
      return "Rounded: differences of shown figures may be off by \(differences) USD."
    }
    return "Rounded: sums of shown figures may be off by \(units(parts.count + 1, decimals)) USD"
      + (isRowOff ? ", differences by \(differences)." : ".")
  }

  /// The same for lists of costs, each with its total.
  static func text(costs lists: [(parts: [Money], total: Money)], decimals: Int) -> String? {
    let most = lists.filter { list in
      list.parts.reduce(0) { $0 + shown($1, decimals) } != shown(list.total, decimals)
    }.map(\.parts.count).max()
    return most.map {
      "Rounded: sums of shown figures may be off by \(units($0 + 1, decimals)) USD."
    }
  }

  /// The amount as it is shown, in attodollars.
  private static func shown(_ money: Money, _ decimals: Int) -> Int128 {
    money.roundedHalfUp(toDecimals: decimals).attodollars
  }

  /// Half a unit of the last digit for each figure.
  private static func units(_ figures: Int, _ decimals: Int) -> String {
    DecimalText.string(Int128(figures / 2), scale: decimals)
  }
}
