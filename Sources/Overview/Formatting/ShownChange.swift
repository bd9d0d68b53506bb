import Ledger
import Tables

/// An amount before and after, and their difference, as a row shows them.
///
/// The difference is that of the two shown figures, so that the row adds up as printed.
package struct ShownChange: Hashable, Sendable {
  package let before: String
  package let after: String
  /// With its sign; `0.00` for none.
  package let change: String
  /// Of the exact amounts, with its sign and unit; a dash where the first is not above 0.
  package let percent: String

  package init(_ before: Money, _ after: Money) {
    let decimals = Figures.decimals(showing: [before, after, after - before])
    self.before = Figures.money(before, decimals: decimals)
    self.after = Figures.money(after, decimals: decimals)
    let (first, last) = (
      ShownChange.units(of: before, decimals: decimals),
      ShownChange.units(of: after, decimals: decimals)
    )
    change = ShownChange.signed(
      last - first, NumberView.grouped(decimals: decimals).text(last - first, scale: decimals))
    percent = ShownChange.percent((after - before).attodollars, of: before.attodollars)
  }

  /// The same of credits, which are shown with all their decimals.
  package init(microcredits before: Int128, _ after: Int128) {
    self.before = Figures.credits(before)
    self.after = Figures.credits(after)
    change = ShownChange.signed(after - before, Figures.credits(after - before))
    percent = ShownChange.percent(after - before, of: before)
  }

  /// A change in percent of what it is a change of: `+8.2 %`; `0.0 %` for one that rounds to nothing.
  package static func percent(_ change: Int128, of whole: Int128) -> String {
    guard whole > 0, let value = Quotient.halfEven(change, times: 1_000_000, over: whole) else {
      return "–"
    }
    return percent(value)
  }

  /// A change in 10⁻⁴ percent with its sign; `0.0 %` for one that rounds to nothing.
  package static func percent(_ tenThousandths: Int128) -> String {
    let size = Figures.percent(abs(tenThousandths)) + " %"
    return size == "0.0 %" ? size : (tenThousandths < 0 ? "-" : "+") + size
  }

  /// The points between two percentages as they are shown with one decimal, with their sign.
  ///
  /// - Parameters: in 10⁻⁴ percent.
  package static func points(_ before: Int128, _ after: Int128) -> String {
    let change = tenths(of: after) - tenths(of: before)
    return signed(change, NumberView.grouped(decimals: 1).text(change, scale: 1))
  }

  /// Returns a percentage as it is shown, in tenths, of one in 10⁻⁴ percent.
  package static func tenths(of percent: Int128) -> Int128 {
    (abs(percent) + 500) / 1000 * (percent < 0 ? -1 : 1)
  }

  private static func signed(_ value: Int128, _ text: String) -> String {
    value > 0 ? "+" + text : text
  }

  /// Returns an amount in units of the last shown decimal, a half rounded away from zero.
  package static func units(of money: Money, decimals: Int) -> Int128 {
    let unit = powerOfTen(Money.decimals - decimals)
    let size = (money.magnitude.attodollars + unit / 2) / unit
    return money < .zero ? -size : size
  }
}
