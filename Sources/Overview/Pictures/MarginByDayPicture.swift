import Cube
import Ledger
import Reports
import Tables

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
        percent: window.marginPercent, target: window.targetPercent,
        variance: window.variancePoints)
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

extension Picture {
  /// The margin day by day and over seven days against its target; nil without revenue.
  static func marginByDay(_ input: ReportInput) -> Picture? {
    let weeks = WeeklyMargins(input).days
    let known = weeks.compactMap(\.percent)
    guard let least = known.min(), let most = known.max() else { return nil }
    var series = [
      Series(
        name: "day", role: .detail, kind: .percent,
        values: weeks.map { .percent(orBlank: $0.dayPercent) }),
      Series(
        name: "last 7 days", role: .main, kind: .percent,
        values: weeks.map { .percent(orBlank: $0.percent) }),
    ]
    let targets = weeks.compactMap(\.target)
    if !targets.isEmpty {
      series.append(
        Series(
          name: "target", role: .target, kind: .percent,
          values: weeks.map { .percent(orBlank: $0.target) })
      )
    }
    return Picture(
      name: "margin-by-day", title: title(of: weeks),
      caption: "Margin in % of revenue. 7-day margin from \(Figures.percent(least)) to "
        + "\(Figures.percent(most)) %\(targetWords(targets)).",
      report: "margin-by-day", shape: .lines(days: weeks.map(\.day), series: series))
  }

  private static func targetWords(_ targets: [Int128]) -> String {
    guard let least = targets.min(), let most = targets.max() else { return "" }
    let (low, high) = (Figures.percent(least), Figures.percent(most))
    return low == high ? "; target \(low) %" : "; target from \(low) to \(high) %"
  }

  private static func title(of weeks: [WeeklyMargin]) -> String {
    let compared = weeks.compactMap(\.variance)
    let below = compared.count { $0 < 0 }
    let days = Figures.count(Int64(compared.count), "day")
    switch below {
    case _ where compared.isEmpty: return "Margin by day, %"
    case _ where compared.count == 1:
      let day = weeks.count == 1 ? "the only day" : "the only day with revenue and a target"
      return "The margin was \(below == 0 ? "on or above" : "below") target on \(day), %"
    case 0: return "The 7-day margin was on or above target on all \(days), %"
    case compared.count: return "The 7-day margin was below target on all \(days), %"
    default:
      return "The 7-day margin was below target on \(Figures.count(Int64(below))) of \(days), %"
    }
  }
}
