import Cube
import Reports
import Tables

extension Picture {
  /// The margin day by day and over seven days against its target; nil without revenue.
  static func marginByDay(_ input: ReportInput) -> Picture? {
    let usual = input.facts.usualDays
    let weeks = WeeklyMargins(input).days.filter { usual?.contains($0.day) ?? true }
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
