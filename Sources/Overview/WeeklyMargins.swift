import Cube
import Ledger
import Reports

/// The margin of the last seven days, day by day, against the target of the same seven days.
package struct WeeklyMargins: Sendable {
  /// One per day with usage, in order.
  package let days: [WeeklyMargin]

  /// Sums up to seven days back from each day with usage.
  package init(_ input: ReportInput) {
    let totals = input.facts.totals(byDays: \.self)
    days = totals.indices.map { index in
      let day = totals[index].key
      var window = MoneyTotals()
      for other in totals[...index].reversed() {
        guard day - other.key < 7 else { break }
        window.add(other.totals)
      }
      return WeeklyMargin(
        day: day, dayPercent: totals[index].totals.marginPercent,
        percent: window.marginPercent, target: window.comparedTarget,
        variance: window.comparedPoints)
    }
  }
}

/// The margin up to one day; rates in 10⁻⁴ percent, nil without revenue or target.
package struct WeeklyMargin: Hashable, Sendable {
  package let day: Day
  /// Of the day alone.
  let dayPercent: Int128?
  /// Of the seven days that end with this one.
  package let percent: Int128?
  package let target: Int128?
  /// Margin less target.
  package let variance: Int128?
}
