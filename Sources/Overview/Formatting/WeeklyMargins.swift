import Cube
import Ledger
import Reports

/// The margin of the last seven days, day by day, against the target of the same seven days.
///
/// The first six days have no seven days behind them, so they have none.
package struct WeeklyMargins: Sendable {
  /// One per day with usage, in order.
  package let days: [WeeklyMargin]

  /// Sums up to seven days back from each day with usage.
  package init(_ input: ReportInput) {
    let totals = input.facts.totals(byDays: \.self)
    let first = input.facts.usualDays?.lowerBound ?? totals.first?.key
    days = totals.indices.map { index in
      let (day, alone) = (totals[index].key, totals[index].totals)
      var window = MoneyTotals()
      for other in totals[...index].reversed() {
        guard day - other.key < 7 else { break }
        window.add(other.totals)
      }
      let isWhole = first.map { day - $0 >= 6 } ?? false
      return WeeklyMargin(
        day: day, alone: MarginRates(alone), week: isWhole ? MarginRates(window) : nil)
    }
  }
}

/// The margin of one day, and of the seven that end with it.
package struct WeeklyMargin: Hashable, Sendable {
  package let day: Day
  let alone: MarginRates
  /// Nil where the ledger does not go seven days back.
  package let week: MarginRates?
}

/// Margin and target in 10⁻⁴ percent of revenue; nil without revenue or target.
package struct MarginRates: Hashable, Sendable {
  package let percent: Int128?
  package let target: Int128?
  /// Margin less target.
  package let variance: Int128?

  init(_ totals: MoneyTotals) {
    percent = totals.marginPercent
    target = totals.comparedTarget
    variance = totals.comparedPoints
  }
}
